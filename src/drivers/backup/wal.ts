/** PostgreSQL's log comes in segments of one size; a name is timeline, high and low half of the position, in hex. */
export const isSegment = (name: string): boolean => /^[0-9A-F]{24}$/.test(name);
export const isHistory = (name: string): boolean => /^[0-9A-F]{8}\.history$/.test(name);

/** The place in the log, whatever the timeline; it only ever grows. */
export function segmentNumber(name: string, segmentBytes: number): number {
  const perHalf = 0x1_0000_0000 / segmentBytes;
  return Number.parseInt(name.slice(8, 16), 16) * perHalf + Number.parseInt(name.slice(16, 24), 16);
}

export function segmentName(timeline: string, number: number, segmentBytes: number): string {
  const perHalf = 0x1_0000_0000 / segmentBytes;
  const hex = (part: number) => part.toString(16).toUpperCase().padStart(8, '0');
  return timeline + hex(Math.floor(number / perHalf)) + hex(number % perHalf);
}

/** Both ends included; `first` and `last` lie on one timeline, as those of one backup do. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): string[] {
  const from = segmentNumber(first, segmentBytes);
  const count = segmentNumber(last, segmentBytes) - from + 1;
  return Array.from({ length: count }, (_, n) => segmentName(first.slice(0, 8), from + n, segmentBytes));
}
