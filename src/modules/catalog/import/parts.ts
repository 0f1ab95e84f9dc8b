import type { Group } from './plan.ts';

const BOOKS_AT_ONCE = 500;
const COPIES_AT_ONCE = 2_000;

/** So much at once that nobody waits long behind it. */
export function* parts(groups: readonly Group[]): Generator<Group[]> {
  let part: Group[] = [];
  let copies = 0;
  for (const group of groups) {
    const more = group.lines.reduce((sum, { stock }) => sum + stock, 0);
    if (part.length > 0 && (part.length >= BOOKS_AT_ONCE || copies + more > COPIES_AT_ONCE)) {
      yield part;
      [part, copies] = [[], 0];
    }
    part.push(group);
    copies += more;
  }
  if (part.length > 0) yield part;
}
