import { createHash } from 'node:crypto';
import { askTarget, TargetError } from '../../drivers/targets/index.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Iso2709Reader } from '../../lib/marc/iso2709/read.ts';
import { encodeIso2709 } from '../../lib/marc/iso2709/write.ts';
import type { MarcRecord } from '../../lib/marc/record.ts';
import type { Wish } from '../../lib/wish.ts';
import { cataloguingConfig } from './config.ts';
import { messageOf } from './queries.ts';
import { type TargetReply, toTarget } from './target.ts';

/** So many records of each target; whoever needs more says more of what he looks for. */
export const MOST_EACH = 10;
const KEPT_SECONDS = 300;
/** What ISO 2709 allows; nobody describes a book in more. */
const LONGEST = 99_999;

export interface Outcome {
  readonly id: string;
  readonly name: string;
  /** NOT_ASKED: it has no index for what is looked for. */
  readonly outcome: 'OK' | 'FAILED' | 'NOT_ASKED';
  readonly hits: number;
  readonly brought: number;
  readonly unread: number;
  readonly ms: number;
  readonly cached: boolean;
  readonly code: string | null;
  readonly message: string | null;
}

/** Plain JSON, so that all instances share it. */
interface Kept {
  total: number;
  unread: number;
  records: string;
}

/** What one target has, and how it went; it never fails. */
export async function ask(
  ctx: Ctx,
  row: TargetReply,
  wish: Wish,
  signal: AbortSignal,
): Promise<{ told: Outcome; records: MarcRecord[] }> {
  const began = performance.now();
  const state = { cached: true };
  const base = { id: row.id, name: row.name, hits: 0, brought: 0, unread: 0, code: null, message: null };
  const told = (more: Partial<Outcome> & Pick<Outcome, 'outcome'>): Outcome => ({
    ...base,
    ...state,
    ms: Math.round(performance.now() - began),
    ...more,
  });
  try {
    const kept = await found(ctx, row, wish, signal, state);
    if (!kept) return { told: told({ outcome: 'NOT_ASKED', cached: false }), records: [] };
    const records = recordsIn(kept.records);
    const { total: hits, unread } = kept;
    return { told: told({ outcome: 'OK', hits, unread, brought: records.length }), records };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { code, detail } = error;
    return {
      told: told({ outcome: 'FAILED', code, message: messageOf(ctx, code, detail), cached: false }),
      records: [],
    };
  }
}

/** Who asks the same within minutes is told what was found then. */
function found(
  ctx: Ctx,
  row: TargetReply,
  wish: Wish,
  signal: AbortSignal,
  state: { cached: boolean },
): Promise<Kept | null> {
  const { CATALOGUE_PRIVATE_TARGETS: privateToo } = cataloguingConfig(ctx.app.env);
  const asked = createHash('sha256').update(JSON.stringify(wish)).digest('base64url');
  const key = `cataloguing.found:${row.id}:${row.version}:${asked}`;
  const options = { ttlSeconds: KEPT_SECONDS, tags: [`catalogue_target:${row.id}`], shared: true };
  return ctx.drivers.cache.fill<Kept | null>(key, options, async () => {
    state.cached = false;
    const answer = await askTarget(toTarget(row), wish, { most: MOST_EACH, signal, privateToo });
    if (!answer) return null;
    const encoded = answer.records.map((record) => encodeIso2709(record));
    const taken = encoded.filter(({ length }) => length <= LONGEST);
    const unread = answer.unread + encoded.length - taken.length;
    return { total: answer.total, unread, records: Buffer.concat(taken).toString('base64') };
  });
}

function recordsIn(base64: string): MarcRecord[] {
  const reader = new Iso2709Reader();
  return [...reader.push(Buffer.from(base64, 'base64')), ...reader.end()].flatMap((read) =>
    read.ok ? [read.record] : [],
  );
}
