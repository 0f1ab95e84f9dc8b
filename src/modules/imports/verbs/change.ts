import { z } from 'zod';
import { failure } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAct } from '../act.ts';
import { type Import, isTable, Mapping, Options } from '../import.ts';
import { requireMapping, withProfile } from '../mapping.ts';
import { profileById } from '../profile-queries.ts';
import { changeImport, importById, importReply, lockImport } from '../queries.ts';
import { ANY_KIND } from '../rights.ts';

export const OptionsChange = Options.partial().extend({ choices: Options.shape.choices.partial().optional() });
const said = (change: object): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

export const mergedOptions = (
  options: Options,
  { choices = {}, ...change }: z.output<typeof OptionsChange>,
): Options => ({
  ...options,
  ...said(change),
  choices: { ...options.choices, ...said(choices) },
});

/** Which column means what, and what becomes of rows that are there already. What was looked at before has to be looked at anew. */
export const changeImportPlan = verb({
  name: 'imports.change',
  permission: ANY_KIND,
  input: z.strictObject({
    id: Uuid,
    mapping: Mapping.optional(),
    options: OptionsChange.optional(),
    profileId: Uuid.optional(),
  }),
  async run(ctx, { id, mapping, options = {}, profileId }): Promise<Import> {
    const row = await lockImport(ctx, id);
    const { ifMatch } = ctx.request;
    if (ifMatch !== undefined && ifMatch !== row.version)
      throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
    requireAct(row, 'change');
    const profile = profileId ? await profileById(ctx, profileId, row.kind) : null;
    const chosen = mapping ?? (profile ? withProfile(row.mapping, profile.mapping) : row.mapping);
    const next = {
      mapping: isTable(row.format) ? requireMapping(row, chosen) : [],
      options: mergedOptions(profile?.options ?? row.options, options),
    };
    await changeImport(ctx, id, { ...next, state: 'MAPPED', preview: null });
    const { mapping: oldMapping, options: oldOptions } = row;
    ctx.record('import.changed', {
      type: 'UPDATE',
      id,
      name: row.fileName,
      old: { mapping: oldMapping, options: oldOptions },
      new: next,
    });
    return importReply(ctx, await importById(ctx, id));
  },
});
