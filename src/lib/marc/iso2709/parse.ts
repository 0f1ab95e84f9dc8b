import { END_MARKS, FIELD_CONTROLS, MARC8_CONTROLS } from '../characters.ts';
import { type Charset, charsetOf, type ValueDecoder, valueDecoder } from '../encoding.ts';
import { isUnimarc } from '../flavour.ts';
import type { MarcLimits } from '../limits.ts';
import { type MarcProblem, type Refusal, type Repair, Repairs } from '../problem.ts';
import type { MarcEncoding } from '../reader.ts';
import type { MarcField, MarcRecord } from '../record.ts';
import { type Directory, directoryOf, placesOf } from './directory.ts';
import { FieldParser } from './field.ts';
import { digits, FIELD_END, LEADER } from './marks.ts';

export interface Parsed {
  readonly record: MarcRecord;
  readonly encoding: MarcEncoding;
  readonly problems: readonly MarcProblem<Repair>[];
}

export interface Broken {
  readonly broken: MarcProblem<Refusal>;
}

const LONGEST_FIELD = 9_999;
const NONE: readonly MarcProblem<Repair>[] = [];
const LEADER_TEXT = /^[\x20-\x7e]{24}$/;

const broken = (code: Refusal): Broken => ({ broken: { code } });

/** One record, from its leader to behind its end mark. What can be known for sure is read, even where the lengths lie. */
export function parseRecord(bytes: Buffer, start: number, end: number, limits: MarcLimits): Parsed | Broken {
  const leader = bytes.toString('latin1', start, start + LEADER);
  if (end - start <= LEADER + 1 || !LEADER_TEXT.test(leader)) return broken('marc.not_a_record');
  const directory = directoryOf(bytes, start, end);
  if (!directory) return broken(looksLike(leader) ? 'marc.directory_broken' : 'marc.not_a_record');
  if (directory.tags.length === 0) return broken('marc.no_fields');
  if (directory.tags.length > limits.maxFields) return broken('marc.too_many_fields');
  const whole = bytes.subarray(start, end);
  if (whole.includes(0)) return broken('marc.nul');
  const charset = charsetOf(whole, leader[9] === 'a');
  const pieces = piecesOf(bytes, directory, end, charset.encoding);
  if (!pieces) return broken('marc.directory_broken');
  const repairs = new Repairs();
  framingRepairs(bytes, start, end, directory, repairs);
  const texts = withoutControls(directory.tags, pieces, charset.encoding, repairs);
  const fields = fieldsOf(directory.tags, texts, valueDecoder(charset.encoding), repairs, limits);
  if (!fields) return broken('marc.too_many_fields');
  const record = { leader, fields };
  charsetRepairs(record, texts, charset, repairs);
  return { record, encoding: charset.encoding, problems: repairs.list.length === 0 ? NONE : repairs.list };
}

/** By its constants, which stand in every leader there is. */
export const looksLike = (leader: string): boolean => /^(?:\d{5}|\s{5}).{5}22.{8}(?:45| {2})/.test(leader);

/** The text of each field without its end mark, or null where end marks and directory do not agree on how many there are. */
function piecesOf(bytes: Buffer, directory: Directory, end: number, encoding: MarcEncoding): string[] | null {
  const slice = (from: number, to: number): string =>
    encoding === 'utf-8' ? bytes.toString('utf8', from, to) : bytes.toString('latin1', from, to);
  const pieces = slice(directory.dataStart, end - 1).split('\x1e');
  if (pieces.at(-1) === '') pieces.pop();
  if ((directory.state === 'in-order' || directory.state === 'wrong') && pieces.length === directory.tags.length)
    return pieces;
  return directory.state === 'wrong' ? null : placesOf(bytes, directory).map(({ from, to }) => slice(from, to));
}

function framingRepairs(bytes: Buffer, start: number, end: number, directory: Directory, repairs: Repairs): void {
  const isLong = end - start > 99_999 || fieldTooLong(bytes, directory.dataStart, end);
  if (digits(bytes, start, 5) !== end - start)
    repairs.add(end - start > 99_999 ? 'marc.oversize' : 'marc.length_wrong');
  if (digits(bytes, start + 12, 5) !== directory.dataStart - start) repairs.add('marc.base_wrong');
  if (directory.state === 'wrong' || directory.state === 'loose')
    repairs.add(isLong ? 'marc.oversize' : 'marc.directory_wrong');
}

function fieldTooLong(bytes: Buffer, dataStart: number, end: number): boolean {
  if (end - dataStart <= LONGEST_FIELD) return false;
  for (let from = dataStart; from < end; ) {
    const mark = bytes.indexOf(FIELD_END, from);
    if (mark < 0 || mark >= end) return false;
    if (mark + 1 - from > LONGEST_FIELD) return true;
    from = mark + 1;
  }
  return false;
}

// The marks that divide records and fields never stay inside a value: written again, they would forge another record.
function withoutControls(
  tags: readonly string[],
  pieces: string[],
  encoding: MarcEncoding,
  repairs: Repairs,
): readonly string[] {
  const controls = encoding === 'marc-8' ? MARC8_CONTROLS : FIELD_CONTROLS;
  const first = pieces.findIndex((piece) => controls.test(piece));
  if (first < 0) return pieces;
  repairs.add('marc.control_characters', tags[first]);
  return pieces.map((piece) => piece.replace(END_MARKS, ' '));
}

function fieldsOf(
  tags: readonly string[],
  pieces: readonly string[],
  decode: ValueDecoder | null,
  repairs: Repairs,
  limits: MarcLimits,
): MarcField[] | null {
  const parser = new FieldParser(decode, repairs);
  const fields: MarcField[] = [];
  for (let at = 0; at < tags.length; at++) fields.push(parser.parse(tags[at] ?? '', pieces[at] ?? ''));
  return parser.subfields > limits.maxSubfields ? null : fields;
}

function charsetRepairs(record: MarcRecord, texts: readonly string[], charset: Charset, repairs: Repairs): void {
  if (charset.lies && !isUnimarc(record)) repairs.add('marc.encoding_lies', charset.encoding);
  if (charset.encoding !== 'utf-8') return;
  const damaged = texts.findIndex((text) => text.includes('\ufffd'));
  if (damaged >= 0) repairs.add('marc.bad_bytes', record.fields[damaged]?.tag);
}
