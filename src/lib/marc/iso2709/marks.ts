export const RECORD_END = 0x1d;
export const FIELD_END = 0x1e;
export const SUBFIELD = '\x1f';
export const LEADER = 24;
export const ENTRY = 12;

/** So many digits as a number; NaN where one is none. */
export function digits(bytes: Buffer, start: number, count: number): number {
  let number = 0;
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
