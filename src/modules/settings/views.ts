import { z } from 'zod';
import { decodeCursor, offsetOf, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import type { Branch } from './branch.ts';
import { branchOf } from './branches.ts';
import type { Holiday } from './holidays.ts';
import { readSettings } from './queries.ts';

export const getSettings = view({
  name: 'settings.get',
  permission: 'settings:read',
  input: z.strictObject({}),
  run: readSettings,
});

export const getBranch = view({
  name: 'settings.branch',
  permission: 'branch:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => branchOf(ctx, id),
});

/** Where the branches are is public, whatever part of the library somebody works in. */
export const listBranches = view({
  name: 'settings.branches',
  permission: 'branch:read',
  input: z.strictObject({
    ...PageQuery.shape,
    status: z.enum(['ACTIVE', 'CLOSED']).optional(),
    kind: z.enum(['FIXED', 'MOBILE']).optional(),
  }),
  async run(ctx, input) {
    const after = input.cursor === undefined ? null : String(decodeCursor(input.cursor, 1)[0]);
    let query = ctx.db.selectFrom('branches');
    if (input.status) query = query.where('status', '=', input.status);
    if (input.kind) query = query.where('kind', '=', input.kind);
    const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    let page = query
      .selectAll()
      .orderBy('code')
      .limit(input.limit + 1);
    page = after === null ? page.offset(offsetOf(input)) : page.where('code', '>', after);
    return pageOf((await page.execute()) as Branch[], input, (branch) => [branch.code], total);
  },
});

/** Of one branch together with those of all branches, or every one there is. */
export const listHolidays = view({
  name: 'settings.holidays',
  permission: 'holiday:read',
  input: z.strictObject({
    ...PageQuery.shape,
    year: z.coerce.number().int().min(1900).max(9998).optional(),
    branchId: Uuid.optional(),
  }),
  async run(ctx, input) {
    const after = input.cursor === undefined ? null : decodeCursor(input.cursor, 2).map(String);
    let query = ctx.db.selectFrom('holidays');
    if (input.year) query = query.where('date', '>=', `${input.year}-01-01`).where('date', '<=', `${input.year}-12-31`);
    const branchId = input.branchId;
    if (branchId) query = query.where((e) => e.or([e('branchId', 'is', null), e('branchId', '=', branchId)]));
    const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    let page = query
      .select(['id', 'branchId', 'date', 'name', 'source', 'tentative'])
      .orderBy('date')
      .orderBy('id')
      .limit(input.limit + 1);
    if (after === null) page = page.offset(offsetOf(input));
    else page = page.where((e) => e(e.refTuple('date', 'id'), '>', e.tuple(after[0] ?? '', after[1] ?? '')));
    return pageOf((await page.execute()) as Holiday[], input, (holiday) => [holiday.date, holiday.id], total);
  },
});
