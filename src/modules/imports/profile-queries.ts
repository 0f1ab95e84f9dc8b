import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { failure } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment } from '../../kernel/validation.ts';
import { profileNotFound } from './errors.ts';
import { KINDS, type Kind, Mapping, Options } from './import.ts';
import { scopeOfKind } from './rights.ts';

export const ProfileReply = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  name: z.string(),
  mapping: Mapping,
  options: Options,
  createdAt: Moment,
  updatedAt: Moment,
  version: z.int(),
});
export type Profile = z.output<typeof ProfileReply>;

const COLUMNS = 'id, kind, name, mapping, options, created_at as "createdAt", updated_at as "updatedAt", version';
const one = prepared<Profile>('imports.profile', `select ${COLUMNS} from import_profiles where id = $1`);
const all = prepared<Profile>(
  'imports.profiles',
  `select ${COLUMNS} from import_profiles where kind = any ($1::text[]) order by kind, lower(name) limit $2 offset $3`,
);

/** Of a kind that the actor may bring in. */
export async function profileById(ctx: Ctx, id: string, kind: Kind | null = null): Promise<Profile> {
  const profile = await one.one(ctx.sql, [id]);
  if (!profile || (kind !== null && profile.kind !== kind)) throw profileNotFound();
  scopeOfKind(ctx, profile.kind);
  return profile;
}

export const profilesOf = (ctx: Ctx, kinds: readonly Kind[], limit: number, offset: number): Promise<Profile[]> =>
  all.all(ctx.sql, [kinds, limit, offset]);

onConstraint({ import_profiles_one: () => failure('CONFLICT', 'imports.profile_exists', { field: 'name' }) });
