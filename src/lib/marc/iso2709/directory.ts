import { digits, ENTRY, FIELD_END, LEADER } from './marks.ts';

export interface Directory {
  readonly tags: readonly string[];
  /** Where it begins, and where the data begins behind its end mark. */
  readonly start: number;
  readonly dataStart: number;
  /** in-order: the fields fill the data without a gap; scattered: each is where it is said to be; loose: so, but more follows. */
  readonly state: 'in-order' | 'scattered' | 'loose' | 'wrong';
}

const ENTRIES = /^(?:[0-9A-Za-z]{3}.{9})*$/s;

/** What stands between leader and first end mark, or null where it is no directory: then nobody knows which field is which. */
export function directoryOf(bytes: Buffer, record: number, end: number): Directory | null {
  const start = record + LEADER;
  const mark = bytes.indexOf(FIELD_END, start);
  if (mark < 0 || mark >= end || (mark - start) % ENTRY !== 0) return null;
  const text = bytes.toString('latin1', start, mark);
  if (!ENTRIES.test(text)) return null;
  const tags: string[] = [];
  for (let at = 0; at < text.length; at += ENTRY) tags.push(text.slice(at, at + 3));
  const dataStart = mark + 1;
  return { tags, start, dataStart, state: stateOf(bytes, start, tags.length, dataStart, end - 1) };
}

function stateOf(bytes: Buffer, start: number, count: number, dataStart: number, dataEnd: number): Directory['state'] {
  let expected = dataStart;
  let last = dataStart;
  let isInOrder = true;
  for (let at = start; at < start + count * ENTRY; at += ENTRY) {
    const from = dataStart + digits(bytes, at + 7, 5);
    const to = from + digits(bytes, at + 3, 4);
    if (!(to > from && to <= dataEnd) || bytes[to - 1] !== FIELD_END) return 'wrong';
    isInOrder &&= from === expected;
    expected = to;
    last = Math.max(last, to);
  }
  if (last < dataEnd) return 'loose';
  return isInOrder ? 'in-order' : 'scattered';
}

/** The place of each field, without its end mark; only where the directory does not lie. */
export function placesOf(bytes: Buffer, { tags, start, dataStart }: Directory): { from: number; to: number }[] {
  return tags.map((_tag, n) => {
    const from = dataStart + digits(bytes, start + n * ENTRY + 7, 5);
    return { from, to: from + digits(bytes, start + n * ENTRY + 3, 4) - 1 };
  });
}
