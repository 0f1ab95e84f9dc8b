type Range = readonly [from: number, to: number];

const spelled = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** A pattern of any character of these ranges, with what else may stand in a character class. */
export const anyOf = (ranges: readonly Range[], flags = '', others = ''): RegExp =>
  new RegExp(`[${ranges.map(([from, to]) => `${spelled(from)}-${spelled(to)}`).join('')}${others}]`, flags);

const BELOW_TAB: Range = [0x01, 0x08];
const BETWEEN_LINE_ENDS: Range = [0x0b, 0x0c];

/** What no text has: but for NUL, tab and line ends. */
export const CONTROLS = anyOf([BELOW_TAB, BETWEEN_LINE_ENDS, [0x0e, 0x1f]]);
/** The same in a field of ISO 2709, where 1F parts subfields; and in MARC-8, where ESC changes the set. */
export const FIELD_CONTROLS = anyOf([BELOW_TAB, BETWEEN_LINE_ENDS, [0x0e, 0x1e]]);
export const MARC8_CONTROLS = anyOf([BELOW_TAB, BETWEEN_LINE_ENDS, [0x0e, 0x1a], [0x1c, 0x1e]]);

/** The marks of ISO 2709: of a field's and a record's end, and before a subfield. */
export const END_MARKS = anyOf([[0x1d, 0x1e]], 'g');
export const MARKS = anyOf([[0x1d, 0x1f]], 'g');
const NO_CODE = anyOf([
  [0x00, 0x00],
  [0x1d, 0x1f],
]);
/** Whether it can be the code of a subfield or an indicator: one whole character, and none of the marks. */
export const isCode = (text: string): boolean => [...text].length === 1 && text.isWellFormed() && !NO_CODE.test(text);
