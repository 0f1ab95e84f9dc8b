import { z } from 'zod';
import { askTarget, letThrough, TargetError } from '../../../drivers/targets/index.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { isbnForms } from '../../../lib/wish.ts';
import { cataloguingConfig } from '../config.ts';
import { targetNotFound } from '../errors.ts';
import { replyOf, targetOf } from '../queries.ts';
import { type TargetReply, toTarget } from '../target.ts';

/** A book that many have; whether this one has it says nothing, whether it can tell does. */
const KNOWN = { isbns: isbnForms('9780140449136') };
const ANY = { title: 'Indonesia' };

interface Outcome {
  ok: boolean;
  ms: number;
  code: string | null;
  detail: string | null;
}

/** Asks one target now, also one that rests after failures, and keeps what came of it. */
export const checkTarget = verb({
  name: 'cataloguing.target.check',
  permission: 'book:create',
  input: z.strictObject({ id: Uuid }),
  prepare: async (ctx, { id }): Promise<Outcome> => outcomeOf(ctx, await targetOf(ctx, id)),
  async run(ctx, { id }, { ok, ms, code, detail }): Promise<TargetReply> {
    const row = await ctx.db
      .updateTable('catalogueTargets')
      .set({ checkedAt: ctx.now, checkOk: ok, checkMs: ms, checkCode: code, checkDetail: detail })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw targetNotFound();
    ctx.record('catalogue_target.checked', { type: 'UPDATE', id, name: row.name, new: { ok, ms, code } });
    return replyOf(ctx, row);
  },
});

async function outcomeOf(ctx: Ctx, row: TargetReply): Promise<Outcome> {
  const target = toTarget(row);
  const { CATALOGUE_PRIVATE_TARGETS: privateToo } = cataloguingConfig(ctx.app.env);
  const limits = { most: 1, signal: AbortSignal.timeout(2 * row.timeoutMs), privateToo };
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  letThrough(target);
  try {
    (await askTarget(target, KNOWN, limits)) ?? (await askTarget(target, ANY, limits));
    return { ok: true, ms: took(), code: null, detail: null };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { ok: false, ms: took(), code: error.code, detail: error.detail || null };
  }
}
