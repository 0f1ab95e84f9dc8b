import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { Money } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { LocalDateText, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { endOfLocalDay, localDateIn } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { ACCOUNT_KINDS } from './ledger.ts';

export const TrialBalanceReply = z.object({
  /** The last day it covers, in the library's zone. */
  to: z.string(),
  branchId: z.uuid().nullable(),
  accounts: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(ACCOUNT_KINDS),
      debit: Money,
      credit: Money,
      /** Debit less credit. */
      balance: Money,
    }),
  ),
  totals: z.object({ debit: Money, credit: Money }),
});
type Account = z.output<typeof TrialBalanceReply>['accounts'][number];

const balancesUntil = prepared<Account>(
  'finance.trial_balance',
  `select a.code, case $3 when 'en' then a.name_en else a.name_id end as name, a.kind, coalesce(s.debit, 0)::bigint as debit,
     coalesce(s.credit, 0)::bigint as credit, (coalesce(s.debit, 0) - coalesce(s.credit, 0))::bigint as balance
   from ledger_accounts a left join (
     select l.ledger_account, sum(l.amount) filter (where l.amount > 0) as debit,
       -sum(l.amount) filter (where l.amount < 0) as credit
     from ledger_lines l join ledger_entries e on e.id = l.entry_id
     where e.at <= $1 and ($2::uuid[] is null or e.branch_id = any ($2))
     group by l.ledger_account) s on s.ledger_account = a.code
   order by a.code`,
);

/** Every ledger account with its turnover until the end of a day; debits and credits come out equal. */
export const trialBalance = view({
  name: 'finance.trialBalance',
  permission: 'reports:read',
  input: z.strictObject({ to: LocalDateText.optional(), branchId: Uuid.optional() }),
  async run(ctx, input) {
    const { timeZone } = await readSettings(ctx);
    const to = input.to ?? localDateIn(timeZone, ctx.now);
    const branches = branchesFor(ctx, input.branchId);
    const accounts = await balancesUntil.all(ctx.sql, [endOfLocalDay(timeZone, to), branches, ctx.locale]);
    const sum = (side: 'debit' | 'credit'): number => accounts.reduce((total, account) => total + account[side], 0);
    return {
      to,
      branchId: input.branchId ?? null,
      accounts,
      totals: { debit: sum('debit'), credit: sum('credit') },
    };
  },
});

/** The branches asked for, within the reach; null = all. */
function branchesFor({ scope }: Ctx, asked: string | undefined): readonly string[] | null {
  if (scope.kind === 'all') return asked === undefined ? null : [asked];
  const reach = scope.kind === 'branches' ? scope.ids : [];
  return asked === undefined ? reach : reach.filter((id) => id === asked);
}
