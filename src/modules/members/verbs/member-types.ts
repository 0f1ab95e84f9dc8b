import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireVersion, typeNotFound } from '../errors.ts';
import { type MemberType, TYPE_COLUMNS, TypeFields } from '../member-type.ts';

const insert = prepared<MemberType>(
  'members.type.insert',
  `insert into member_types (id, code, name, membership_days, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $5) returning ${TYPE_COLUMNS}`,
);
const lock = prepared<MemberType>(
  'members.type.lock',
  `select ${TYPE_COLUMNS} from member_types where id = $1 for update`,
);
const store = prepared<MemberType>(
  'members.type.store',
  `update member_types set code = $2, name = $3, membership_days = $4, status = $5, updated_at = $6, version = version + 1
   where id = $1 returning ${TYPE_COLUMNS}`,
);

const required = (type: MemberType | undefined): MemberType => {
  if (!type) throw typeNotFound();
  return type;
};

export const createMemberType = verb({
  name: 'members.createType',
  permission: 'member-type:manage',
  input: z.strictObject({ ...TypeFields, membershipDays: TypeFields.membershipDays.default(null) }),
  async run(ctx, input): Promise<MemberType> {
    const values = [newId(), input.code, input.name, input.membershipDays, ctx.now];
    const type = required(await insert.one(ctx.sql, values));
    ctx.record('member-type.created', { type: 'CREATE', id: type.id, name: type.name, new: type });
    return type;
  },
});

export const updateMemberType = verb({
  name: 'members.updateType',
  permission: 'member-type:manage',
  input: z.strictObject({
    id: Uuid,
    code: TypeFields.code.optional(),
    name: TypeFields.name.optional(),
    membershipDays: TypeFields.membershipDays.optional(),
    /** Brings a retired type back; DELETE retires one. */
    status: z.literal('ACTIVE').optional(),
  }),
  async run(ctx, { id, ...change }): Promise<MemberType> {
    const before = required(await lock.one(ctx.sql, [id]));
    requireVersion(ctx, before.version);
    const { code, name, membershipDays, status } = change;
    const days = membershipDays === undefined ? before.membershipDays : membershipDays;
    const values = [code ?? before.code, name ?? before.name, days, status ?? before.status];
    if (JSON.stringify(values) === JSON.stringify([before.code, before.name, before.membershipDays, before.status]))
      return ctx.unchanged(before);
    const after = required(await store.one(ctx.sql, [id, ...values, ctx.now]));
    ctx.record('member-type.updated', { type: 'UPDATE', id, name: after.name, old: before, new: after });
    return after;
  },
});

/** Members of the type keep it; nobody new gets it. */
export const retireMemberType = verb({
  name: 'members.retireType',
  permission: 'member-type:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<MemberType> {
    const before = required(await lock.one(ctx.sql, [id]));
    requireVersion(ctx, before.version);
    if (before.status === 'RETIRED') return ctx.unchanged(before);
    const { code, name, membershipDays } = before;
    const after = required(await store.one(ctx.sql, [id, code, name, membershipDays, 'RETIRED', ctx.now]));
    ctx.record('member-type.retired', { type: 'DELETE', id, name, old: before, new: after });
    return after;
  },
});
