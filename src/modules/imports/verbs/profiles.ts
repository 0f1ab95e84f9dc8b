import { z } from 'zod';
import { failure } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { offsetOf, type Page, PageQuery, pageOf } from '../../../kernel/page.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';
import { KINDS, Mapping } from '../import.ts';
import { type Profile, profileById, profilesOf } from '../profile-queries.ts';
import { importById } from '../queries.ts';
import { ANY_KIND, kindsFor } from '../rights.ts';
import { mergedOptions, OptionsChange } from './change.ts';

export const listProfiles = view({
  name: 'imports.profiles',
  permission: ANY_KIND,
  input: z.strictObject({ ...PageQuery.omit({ cursor: true }).shape, kind: z.enum(KINDS).optional() }),
  async run(ctx, input): Promise<Page<Profile>> {
    const kinds = kindsFor(ctx).filter((kind) => input.kind === undefined || kind === input.kind);
    const rows = await profilesOf(ctx, kinds, input.limit + 1, offsetOf(input));
    return pageOf(rows, input, (row) => [row.id]);
  },
});

export const getProfile = view({
  name: 'imports.profile',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }): Promise<Profile> => profileById(ctx, id),
});

/** As an import has its columns and choices, under a name. */
export const saveProfile = verb({
  name: 'imports.saveProfile',
  permission: ANY_KIND,
  input: z.strictObject({ importId: Uuid, name: trimmed(60) }),
  async run(ctx, { importId, name }): Promise<Profile> {
    const { kind, mapping, options } = await importById(ctx, importId);
    const id = newId();
    const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
    const json = { mapping: JSON.stringify(mapping), options: JSON.stringify(options) };
    const row = { id, kind, name, ...json, createdBy: by, createdAt: ctx.now, updatedAt: ctx.now };
    await ctx.db.insertInto('importProfiles').values(row).execute();
    ctx.record('import_profile.created', { type: 'CREATE', id, name, new: { kind, mapping, options } });
    return profileById(ctx, id);
  },
});

export const changeProfile = verb({
  name: 'imports.changeProfile',
  permission: ANY_KIND,
  input: z.strictObject({
    id: Uuid,
    name: trimmed(60).optional(),
    mapping: Mapping.optional(),
    options: OptionsChange.optional(),
  }),
  async run(ctx, { id, name, mapping, options }): Promise<Profile> {
    const profile = await profileById(ctx, id);
    const { ifMatch } = ctx.request;
    if (ifMatch !== undefined && ifMatch !== profile.version)
      throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
    const next = {
      name: name ?? profile.name,
      mapping: mapping ?? profile.mapping,
      options: options ? mergedOptions(profile.options, options) : profile.options,
    };
    await ctx.db
      .updateTable('importProfiles')
      .set((e) => ({
        name: next.name,
        mapping: JSON.stringify(next.mapping),
        options: JSON.stringify(next.options),
        updatedAt: ctx.now,
        version: e('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    const { mapping: oldMapping, options: oldOptions } = profile;
    const old = { name: profile.name, mapping: oldMapping, options: oldOptions };
    ctx.record('import_profile.updated', { type: 'UPDATE', id, name: next.name, old, new: next });
    return profileById(ctx, id);
  },
});

export const removeProfile = verb({
  name: 'imports.removeProfile',
  permission: ANY_KIND,
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<Profile> {
    const profile = await profileById(ctx, id);
    await ctx.db.deleteFrom('importProfiles').where('id', '=', id).execute();
    ctx.record('import_profile.removed', { type: 'DELETE', id, name: profile.name });
    return profile;
  },
});
