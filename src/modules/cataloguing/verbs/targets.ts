import { isIP } from 'node:net';
import { z } from 'zod';
import { forgetTarget, isAllowed } from '../../../drivers/targets/index.ts';
import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { cataloguingConfig } from '../config.ts';
import { addressRefused, presetNotFound } from '../errors.ts';
import { PRESET_KEYS, PRESETS } from '../presets.ts';
import { lockTarget, replyOf } from '../queries.ts';
import { settingsOf, TargetChange, TargetInput, type TargetReply, type TargetSettings } from '../target.ts';

export const createTarget = verb({
  name: 'cataloguing.target.create',
  permission: 'settings:manage',
  input: z.strictObject(TargetInput),
  run: (ctx, input) => insertTarget(ctx, settingsOf(ctx.locale, input)),
});

/** One of the public catalogues we know; whose address it is cannot be chosen, so whoever catalogues may. */
export const addPreset = verb({
  name: 'cataloguing.target.addPreset',
  permission: 'book:create',
  input: z.strictObject({ preset: z.enum(PRESET_KEYS, { error: 'cataloguing.preset_not_found' }) }),
  async run(ctx, { preset }): Promise<TargetReply> {
    const at = PRESET_KEYS.indexOf(preset);
    if (at < 0) throw presetNotFound();
    return insertTarget(ctx, settingsOf(ctx.locale, { ...PRESETS[preset], position: (at + 1) * 10 }));
  },
});

async function insertTarget(ctx: VerbCtx, settings: TargetSettings): Promise<TargetReply> {
  requireAddress(ctx, settings);
  const row = await ctx.db
    .insertInto('catalogueTargets')
    .values({ id: newId(), ...settings, createdAt: ctx.now, updatedAt: ctx.now })
    .returningAll()
    .executeTakeFirstOrThrow();
  ctx.record('catalogue_target.created', { type: 'CREATE', id: row.id, name: row.name, new: settings });
  return replyOf(ctx, row);
}

const UNCHECKED = { checkedAt: null, checkOk: null, checkMs: null, checkCode: null, checkDetail: null } as const;

export const updateTarget = verb({
  name: 'cataloguing.target.update',
  permission: 'settings:manage',
  input: z.strictObject({ id: Uuid, ...TargetChange }),
  async run(ctx, { id, ...changes }): Promise<TargetReply> {
    const { health: _health, version, id: _id, ...old } = await lockTarget(ctx, id);
    if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== version)
      throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
    const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const settings = settingsOf(ctx.locale, { ...withoutNulls(old), ...nullsOf(old), ...said });
    requireAddress(ctx, settings);
    const row = await ctx.db
      .updateTable('catalogueTargets')
      .set({ ...settings, ...UNCHECKED, version: version + 1, updatedAt: ctx.now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    ctx.record('catalogue_target.updated', { type: 'UPDATE', id, name: row.name, old, new: settings });
    return replyOf(ctx, row);
  },
});

const withoutNulls = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
/** An index that is not there stays away; the fields of the other protocol are not told. */
const nullsOf = (old: { protocol: string }): Record<string, unknown> =>
  old.protocol === 'SRU'
    ? Object.fromEntries(
        Object.entries(old).filter(([name, value]) => value === null && /^(?:index|record)/.test(name)),
      )
    : {};

export const deleteTarget = verb({
  name: 'cataloguing.target.delete',
  permission: 'settings:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const { health: _health, version: _version, ...old } = await lockTarget(ctx, id);
    await ctx.db.deleteFrom('catalogueTargets').where('id', '=', id).execute();
    ctx.record('catalogue_target.deleted', { type: 'DELETE', id, name: old.name, old });
    ctx.afterCommit(() => forgetTarget(id));
    return { deleted: true as const };
  },
});

/** Told at once where it can be told; a name is looked up, and its address judged, when it is asked. */
function requireAddress(ctx: Ctx, { url, host }: TargetSettings): void {
  const name = (url ? (URL.parse(url)?.hostname ?? '') : (host ?? '')).replace(/^\[|\]$/g, '');
  const { CATALOGUE_PRIVATE_TARGETS: privateToo } = cataloguingConfig(ctx.app.env);
  if (isIP(name) !== 0 && !isAllowed(name, privateToo)) throw addressRefused(url ? 'url' : 'host');
}
