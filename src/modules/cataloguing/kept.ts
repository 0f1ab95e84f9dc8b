import { createHash } from 'node:crypto';
import type { Ctx } from '../../kernel/context.ts';

/** So long a record that was shown can be taken over by its id alone. */
const SECONDS = 3600;
export const CandidateId = /^[0-9a-f]{32}$/;

const optionsFor = () => ({ ttlSeconds: SECONDS, tags: ['cataloguing.candidate'], shared: true });
const keyOf = (id: string): string => `cataloguing.candidate:${id}`;

/** Keeps a record where the next request finds it, also one of another instance; the same record has the same id. */
export async function keepCandidate(ctx: Ctx, record: Buffer): Promise<string> {
  const id = createHash('sha256').update(record).digest('hex').slice(0, 32);
  await ctx.drivers.cache.fill(keyOf(id), optionsFor(), async () => record.toString('base64'));
  return id;
}

/** null: it is not kept any more. */
export async function candidateOf(ctx: Ctx, id: string): Promise<Buffer | null> {
  const text = await ctx.drivers.cache.fill<string | null>(keyOf(id), optionsFor(), async (keepFor) => {
    keepFor(0);
    return null;
  });
  return text === null ? null : Buffer.from(text, 'base64');
}
