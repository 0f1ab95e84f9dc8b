import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { Moment, trimmed } from '../../kernel/validation.ts';
import { typeNotFound } from './errors.ts';

export const TypeFields = {
  code: z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,29}$/, 'members.bad_type_code'),
  name: trimmed(100),
  /** How long a membership lasts; null never expires. */
  membershipDays: z.int().min(1).max(36_500).nullable(),
};

export const MemberTypeReply = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  membershipDays: z.int().nullable(),
  status: z.enum(['ACTIVE', 'RETIRED']),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type MemberType = z.output<typeof MemberTypeReply>;

export const TYPE_COLUMNS = `id, code, name, membership_days as "membershipDays", status, version,
  created_at as "createdAt", updated_at as "updatedAt"`;

const byId = prepared<MemberType>('members.type', `select ${TYPE_COLUMNS} from member_types where id = $1`);

export async function typeById(ctx: Ctx, id: string): Promise<MemberType> {
  const type = await byId.one(ctx.sql, [id]);
  if (!type) throw typeNotFound();
  return type;
}

/** The type somebody is to have from now on: a retired one takes nobody new. */
export async function typeForMember(ctx: Ctx, id: string): Promise<MemberType> {
  const type = await byId.one(ctx.sql, [id]);
  if (type?.status !== 'ACTIVE') throw invalid('memberTypeId', 'members.unknown_type');
  return type;
}
