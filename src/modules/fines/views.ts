import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { PageQuery } from '../../kernel/page.ts';
import { LocalDateText, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { endOfLocalDay, startOfLocalDay } from '../../lib/calendar/zone.ts';
import { memberCredit } from '../finance/index.ts';
import { readSettings } from '../settings/index.ts';
import { noFine } from './errors.ts';
import { FINE_REASONS, FINE_STATUSES } from './fine.ts';
import { type FineFilter, finePage, fineRow } from './fine-rows.ts';
import { MemberRef, memberInReach } from './member.ts';
import type { Fine } from './replies.ts';

const filters = {
  reason: z.enum(FINE_REASONS).optional(),
  branchId: Uuid.optional(),
  /** Days on which fines were charged, in the library's zone. */
  from: LocalDateText.optional(),
  to: LocalDateText.optional(),
};
const status = z.enum(FINE_STATUSES).optional();
const memberId = MemberRef.optional();

type Asked = { [K in keyof typeof filters]?: z.output<(typeof filters)[K]> } & {
  status?: z.output<typeof status>;
  memberId?: string | undefined;
};

async function filterOf(ctx: Ctx, asked: Asked): Promise<FineFilter> {
  const { timeZone } = await readSettings(ctx);
  return {
    memberId: asked.memberId === undefined ? undefined : (await memberInReach(ctx, asked.memberId)).id,
    statuses: asked.status && [asked.status],
    reason: asked.reason,
    branchId: asked.branchId,
    from: asked.from === undefined ? undefined : startOfLocalDay(timeZone, asked.from),
    until: asked.to === undefined ? undefined : endOfLocalDay(timeZone, asked.to),
  };
}

export const listFines = view({
  name: 'fines.list',
  permission: 'fine:read',
  input: z.strictObject({ ...PageQuery.shape, ...filters, status, memberId }),
  run: async (ctx, input) => finePage(ctx, await filterOf(ctx, input), input),
});

export const unpaidFines = view({
  name: 'fines.unpaid',
  permission: 'fine:read',
  input: z.strictObject({ ...PageQuery.shape, ...filters, memberId }),
  run: async (ctx, input) => finePage(ctx, { ...(await filterOf(ctx, input)), unpaid: true }, input),
});

export const finesOfMember = view({
  name: 'fines.ofMember',
  permission: 'fine:read',
  input: z.strictObject({ id: MemberRef, ...PageQuery.shape, ...filters, status }),
  run: async (ctx, { id, ...input }) => finePage(ctx, await filterOf(ctx, { ...input, memberId: id }), input),
});

export const BalanceReply = z.object({
  memberId: z.uuid(),
  /** Charged and not paid; fines still growing on open loans are not in it. */
  outstanding: z.int(),
  unpaidFines: z.int(),
  /** What the library holds for the member. */
  credit: z.int(),
});

export const balanceOfMember = view({
  name: 'fines.balance',
  permission: 'fine:read',
  input: z.strictObject({ id: MemberRef }),
  async run(ctx, { id }) {
    const member = await memberInReach(ctx, id);
    const { outstanding, unpaidFines: unpaid } = await ctx.db
      .selectFrom('fines')
      .where('memberId', '=', member.id)
      .where('outstanding', '>', 0)
      .select((e) => [
        e.fn.countAll<number>().as('unpaidFines'),
        e.cast<number>(e.fn.coalesce(e.fn.sum('outstanding'), e.lit(0)), 'bigint').as('outstanding'),
      ])
      .executeTakeFirstOrThrow();
    return { memberId: member.id, outstanding, unpaidFines: unpaid, credit: await memberCredit(ctx, member.id) };
  },
});

export async function fineById(ctx: Ctx, id: string): Promise<Fine> {
  const fine = await fineRow(ctx, id);
  if (!fine) throw noFine();
  return fine;
}
