import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { balancedLines, type Entry } from './ledger.ts';

/** An entry of the day on which it happened elsewhere. */
export interface MovedEntry extends Entry {
  at: Date;
}

const insert = prepared(
  'finance.moved.insert',
  `with e as (select * from jsonb_to_recordset($1::jsonb) as e (id uuid, at timestamptz, kind text, description text, branch uuid,
       lines jsonb)),
     entries as (insert into ledger_entries (id, at, kind, description, branch_id) select id, at, kind, description, branch from e)
   insert into ledger_lines (entry_id, line, ledger_account, amount, member_id)
   select e.id, l.line, l.account, l.amount, l.member
   from e, jsonb_to_recordset(e.lines) as l (line int, account text, amount bigint, member uuid)`,
);

/** Many balanced entries inside the caller's transaction; returns their ids in order. */
export async function postMovedEntries(ctx: VerbCtx, entries: readonly MovedEntry[]): Promise<string[]> {
  const rows = entries.map(({ at, kind, description, branchId, lines }) => ({
    id: newId(),
    at,
    kind,
    description,
    branch: branchId,
    lines: balancedLines(lines).map(({ account, amount, memberId }, line) => ({
      line,
      account,
      amount,
      member: memberId,
    })),
  }));
  if (rows.length > 0) await insert.all(ctx.sql, [JSON.stringify(rows)]);
  return rows.map(({ id }) => id);
}
