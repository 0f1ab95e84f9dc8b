import { randomUUID } from 'node:crypto';

let ms = 0;
let count = 0;
let time = '';

/** Ordered by time, those of one millisecond by a counter (RFC 9562, 6.2). A tenth of what the package takes. */
export function uuidV7(): string {
  const now = Date.now();
  count = now > ms ? 0 : (count + 1) % 4096;
  if (count === 0) {
    ms = Math.max(now, ms + 1);
    const text = ms.toString(16).padStart(12, '0');
    time = `${text.slice(0, 8)}-${text.slice(8)}`;
  }
  return `${time}-${(0x7000 + count).toString(16)}-${randomUUID().slice(19)}`;
}
