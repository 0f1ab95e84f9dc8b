import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type Rupiah, rupiah } from '../../kernel/money.ts';
import { prepared } from '../../kernel/prepared.ts';
import { balancedLines, type Entry, type LedgerAccount } from './ledger.ts';

const insertEntry = prepared(
  'finance.entry.insert',
  `with entry as (
     insert into ledger_entries (id, at, kind, description, branch_id, account_id) values ($1, $2, $3, $4, $5, $6))
   insert into ledger_lines (entry_id, line, ledger_account, amount, member_id)
   select $1, line, account, amount, member from unnest($7::int[], $8::text[], $9::bigint[], $10::uuid[]) l(line, account, amount, member)`,
);

/** Writes one balanced entry inside the caller's transaction and returns its id. Lines of zero are left out. */
export async function postEntry(ctx: VerbCtx, entry: Entry): Promise<string> {
  const lines = balancedLines(entry.lines);
  const id = newId();
  await insertEntry.all(ctx.sql, [
    id,
    ctx.now,
    entry.kind,
    entry.description,
    entry.branchId,
    accountOf(ctx),
    lines.map((_, n) => n),
    lines.map((line) => line.account),
    lines.map((line) => line.amount),
    lines.map((line) => line.memberId ?? null),
  ]);
  return id;
}

const accountOf = (ctx: Ctx): string | null => (ctx.actor.kind === 'account' ? ctx.actor.accountId : null);

const insertReversal = prepared(
  'finance.entry.reverse',
  `with entry as (
     insert into ledger_entries (id, at, kind, description, branch_id, account_id, reverses)
     select $1, $2, 'REVERSAL', $3, branch_id, $4, id from ledger_entries where id = $5)
   insert into ledger_lines (entry_id, line, ledger_account, amount, member_id)
   select $1, line, ledger_account, -amount, member_id from ledger_lines where entry_id = $5`,
);

/** The same lines the other way round; the database refuses to reverse an entry twice. */
export async function reverseEntry(ctx: VerbCtx, entryId: string, description: string): Promise<string> {
  const id = newId();
  await insertReversal.all(ctx.sql, [id, ctx.now, description, accountOf(ctx), entryId]);
  return id;
}

const creditOf = prepared<{ credit: number }>(
  'finance.member.credit',
  `select coalesce(-sum(amount), 0)::bigint as credit from ledger_lines where member_id = $1 and ledger_account = '2100'`,
);

/** What the library holds for a member, in rupiah. Lock the member first when it is about to be spent. */
export async function memberCredit(ctx: Ctx, memberId: string): Promise<Rupiah> {
  const row = await creditOf.one(ctx.sql, [memberId]);
  return rupiah(row?.credit ?? 0);
}

const balancesOf = prepared<{ account: LedgerAccount; amount: number }>(
  'finance.member.balances',
  `select ledger_account as account, sum(amount)::bigint as amount from ledger_lines where member_id = $1
   group by ledger_account having sum(amount) <> 0 order by 1`,
);

/** Hands what a member owes and holds to another one: history stays, an entry moves the balances. Both are locked. */
export async function moveMemberBalances(ctx: VerbCtx, from: string, to: string): Promise<void> {
  const lines = (await balancesOf.all(ctx.sql, [from])).flatMap(({ account, amount }) => [
    { account, amount: -amount, memberId: from },
    { account, amount, memberId: to },
  ]);
  if (lines.length > 0)
    await postEntry(ctx, { kind: 'MEMBER_MERGED', description: `member ${from}`, branchId: null, lines });
}
