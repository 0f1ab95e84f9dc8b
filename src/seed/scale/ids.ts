/** What an id belongs to, so that two tables never share one. */
export const KIND = { book: 1, copy: 2, member: 3, borrowing: 4, author: 5, subject: 6 } as const;

/** A UUIDv7 that can be reckoned again from the number: time, kind, number. */
export function scaleId(kind: number, n: number, at: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind}00-8000-${n.toString(16).padStart(12, '0')}`;
}
