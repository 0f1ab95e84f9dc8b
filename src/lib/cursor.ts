export type CursorPart = string | number | null;

/** The sort key and id of the last row, opaque to callers. */
export const encodeCursor = (parts: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Null for whatever encodeCursor cannot have made. */
export function parseCursor(cursor: string): CursorPart[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.every(isCursorPart) ? parts : null;
  } catch {
    return null;
  }
}

const isCursorPart = (part: unknown): part is CursorPart =>
  part === null ||
  (typeof part === 'string' && !part.includes('\u0000') && part.isWellFormed()) ||
  (typeof part === 'number' && Number.isFinite(part));
