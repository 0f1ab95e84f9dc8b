import type { QueuedScan } from './scan-queue.ts';

/** The page that came back; where one is sent instead; nothing, because the network is away; or a refusal without a page. */
export type Answer = { html: string } | { to: string } | 'away' | 'failed';

const TRIES = 3;
const failures = new WeakMap<QueuedScan, number>();

export async function postToDesk(scan: QueuedScan): Promise<Answer> {
  try {
    const body = new URLSearchParams(scan.fields);
    const reply = await fetch(scan.action, { method: 'POST', body, headers: { 'turbo-frame': 'desk' } });
    if (reply.redirected) return { to: reply.url };
    if (reply.status === 429 || reply.status === 502 || reply.status === 503 || reply.status === 504) return 'away';
    // What the server stumbles over again and again must not hold up what stands behind it.
    if (reply.status >= 500) return failedAgain(scan) ? 'failed' : 'away';
    return { html: await reply.text() };
  } catch {
    return 'away';
  }
}

function failedAgain(scan: QueuedScan): boolean {
  const count = (failures.get(scan) ?? 0) + 1;
  failures.set(scan, count);
  return count >= TRIES;
}

/** crypto.randomUUID needs https; a desk on the local network may have none. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
