import { z } from 'zod';
import { decodeCursor, offsetOf, type Page, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { type MemberType, typeById } from './member-type.ts';

export const listMemberTypes = view({
  name: 'members.types',
  permission: 'member-type:read',
  input: z.strictObject({ ...PageQuery.shape, status: z.enum(['ACTIVE', 'RETIRED']).optional() }),
  async run(ctx, input): Promise<Page<MemberType>> {
    const after = input.cursor === undefined ? null : String(decodeCursor(input.cursor, 1)[0]);
    let query = ctx.db.selectFrom('memberTypes');
    if (input.status) query = query.where('status', '=', input.status);
    const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    let rows = query
      .selectAll()
      .orderBy('code')
      .limit(input.limit + 1);
    rows = after === null ? rows.offset(offsetOf(input)) : rows.where('code', '>', after);
    return pageOf((await rows.execute()) as MemberType[], input, (type) => [type.code], total);
  },
});

export const getMemberType = view({
  name: 'members.typeById',
  permission: 'member-type:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => typeById(ctx, id),
});
