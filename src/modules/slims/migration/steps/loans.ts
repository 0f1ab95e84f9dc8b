import type { VerbCtx } from '../../../../kernel/context.ts';
import { newId } from '../../../../kernel/ids.ts';
import { movedCopies } from '../../../catalog/index.ts';
import { followLoans, lentCopies, type MovedLoan, putMovedLoans } from '../../../circulation/index.ts';
import { find } from '../ids.ts';
import type { Alias, Item, Move, Outcome, Step, Stored } from '../move.ts';
import { type Clock, dayOf } from '../naive-time.ts';
import { codeKey, type Misfit, type Row, text, whole } from '../row.ts';
import { indexNow } from './search.ts';
import { standInCopies, standInMembers } from './stand-ins.ts';

/** Only `is_return` tells: a renewed loan that is open has a return date. */
export const isOpen = (row: Row): boolean => whole(row, 'is_return') === 0;

interface Times {
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
}

/** Days became moments: the time of the record where it is of that day, the end of the day for what is due. */
export function timesOf(row: Row, clock: Clock, now: Date, misfits: Misfit[]): Times {
  const lent = dayOf(row.loan_date);
  if (lent === null) misfits.push({ code: 'no_loan_date', value: String(row.loan_date) });
  const borrowDate = lent === null ? (clock.instant(row.input_date) ?? now) : clock.on(lent, row.input_date);
  const day = lent ?? borrowDate.toISOString().slice(0, 10);
  const due = dayOf(row.due_date);
  if (due === null || due < day) misfits.push({ code: 'due_before_loan', value: String(row.due_date) });
  const dueDate = clock.endOf(due === null || due < day ? day : due);
  if (isOpen(row)) return { borrowDate, dueDate, returnDate: null };
  const back = dayOf(row.return_date);
  if (back === null) misfits.push({ code: 'no_return_date' });
  if (back !== null && back < day) misfits.push({ code: 'returned_before_loan', value: back });
  const returned = back === null ? (clock.instant(row.last_update) ?? borrowDate) : clock.on(back, row.last_update);
  return { borrowDate, dueDate, returnDate: returned < borrowDate ? borrowDate : returned };
}

/** Of copies that stand open twice, the newest loan: that is who has it. */
async function newestOpen(move: Move, items: readonly Item[]): Promise<Map<string, Row>> {
  const codes = items.filter(({ row }) => isOpen(row)).flatMap(({ row }) => text(row, 'item_code') ?? []);
  const rows = await move.origin.among(
    (marks) => `select l.item_code, max(l.loan_id) as loan_id, max(l.loan_date) as loan_date from loan l
      where l.item_code in (${marks}) and l.is_lent = 1 and l.is_return = 0 group by l.item_code having count(*) > 1`,
    [...new Set(codes)],
  );
  return new Map(rows.map((row) => [codeKey(String(row.item_code)), row]));
}

/** What SLiMS remembers of loans whose copy, title or member it deleted. */
async function historyOf(move: Move, items: readonly Item[]): Promise<Map<string, Row>> {
  if (!move.origin.has('loan_history', 'biblio_id')) return new Map();
  const rows = await move.origin.among(
    (marks) => `select loan_id, biblio_id, title, member_name from loan_history where loan_id in (${marks})`,
    items.map(({ old }) => Number(old)),
  );
  return new Map(rows.map((row) => [String(row.loan_id), row]));
}

interface Names {
  members: Map<string, string>;
  copies: Map<string, string>;
  aliases: Alias[];
  lost: { members: Set<string>; copies: Set<string> };
}

const memberKey = ({ row }: Item): string => codeKey(String(row.member_id ?? ''));
const copyKey = ({ row }: Item): string => codeKey(String(row.item_code ?? ''));

/** Whom and what the loans name; what is gone gets somebody to stand for it. */
async function namesOf(move: Move, tx: VerbCtx | null, items: readonly Item[]): Promise<Names> {
  const { sql } = tx ?? move.ctx;
  const members = await find(move, sql, 'member', items.map(memberKey));
  const copies = await find(move, sql, 'code', items.map(copyKey));
  const noMember = items.filter((item) => !members.has(memberKey(item)));
  const noCopy = items.filter((item) => !copies.has(copyKey(item)));
  const history = await historyOf(move, [...noMember, ...noCopy]);
  const past = (item: Item, column: string) => text(history.get(item.old) ?? {}, column);
  const people = await standInMembers(
    move,
    tx,
    noMember.map((item) => ({ number: String(item.row.member_id ?? ''), name: past(item, 'member_name') })),
  );
  const lost = noCopy.map((item) => ({
    code: String(item.row.item_code ?? ''),
    biblioId: past(item, 'biblio_id'),
    title: past(item, 'title'),
  }));
  const things = await standInCopies(move, tx, lost);
  for (const { old, id } of people) members.set(old, id);
  for (const { kind, old, id } of things) if (kind === 'code') copies.set(old, id);
  return {
    members,
    copies,
    aliases: [...people, ...things],
    lost: { members: new Set(noMember.map(memberKey)), copies: new Set(noCopy.map(copyKey)) },
  };
}

interface Made {
  item: Item;
  loan: MovedLoan;
  misfits: Misfit[];
}

function loanOf(move: Move, item: Item, names: Names, newest: Map<string, Row>): Made {
  const misfits: Misfit[] = [];
  const { row } = item;
  const times = timesOf(row, move.clock, move.now, misfits);
  if (names.lost.members.has(memberKey(item)))
    misfits.push({ code: 'member_gone', value: String(row.member_id ?? '') });
  if (names.lost.copies.has(copyKey(item))) misfits.push({ code: 'item_gone', value: String(row.item_code ?? '') });
  const newer = isOpen(row) ? newest.get(copyKey(item)) : undefined;
  if (newer && String(newer.loan_id) !== item.old) {
    misfits.push({ code: 'open_twice', value: String(newer.loan_id) });
    const since = move.clock.instant(newer.loan_date) ?? times.borrowDate;
    times.returnDate = since < times.borrowDate ? times.borrowDate : since;
  }
  const loan: MovedLoan = {
    id: item.known?.id ?? newId(),
    copyId: names.copies.get(copyKey(item)) ?? '',
    bookId: '',
    memberId: names.members.get(memberKey(item)) ?? '',
    branchId: move.branchId,
    renewals: Math.max(0, whole(row, 'renewed')),
    ...times,
  };
  return { item, loan, misfits };
}

const nowhere = (item: Item, code: string): Stored => ({ item, id: item.known?.id ?? null, misfits: [{ code }] });

async function storeLent(move: Move, tx: VerbCtx | null, items: readonly Item[]): Promise<Outcome> {
  const names = await namesOf(move, tx, items);
  const newest = await newestOpen(move, items);
  const made = items.map((item) => loanOf(move, item, names, newest));
  if (!tx)
    return { stored: made.map(({ item, loan, misfits }) => ({ item, id: loan.id, misfits })), aliases: names.aliases };
  const places = await movedCopies(
    tx.sql,
    made.map(({ loan }) => loan.copyId),
  );
  for (const { loan } of made) loan.bookId = places.get(loan.copyId)?.bookId ?? '';
  // What came back frees its copy for who has it now.
  const followed = await follow(
    tx,
    made.filter(({ item }) => item.known?.id),
  );
  const { fresh, refused } = await withoutLent(
    tx,
    made.filter(({ item }) => !item.known?.id),
  );
  await putMovedLoans(
    tx,
    fresh.map(({ loan }) => loan),
  );
  const stored = [...fresh, ...refused].map(({ item, loan, misfits }) => ({
    item,
    id: refused.some((one) => one.item === item) ? null : loan.id,
    misfits,
  }));
  await indexNow(
    move,
    tx,
    fresh.map(({ loan }) => loan.bookId),
  );
  return { stored: [...stored, ...followed], aliases: names.aliases };
}

/** Somebody was lent the copy here, while the library rehearsed: both cannot have it. */
async function withoutLent(tx: VerbCtx, made: readonly Made[]): Promise<{ fresh: Made[]; refused: Made[] }> {
  const out = made.filter(({ loan }) => loan.returnDate === null);
  const lent = await lentCopies(
    tx.sql,
    out.map(({ loan }) => loan.copyId),
  );
  const isRefused = ({ loan }: Made): boolean => loan.returnDate === null && lent.has(loan.copyId);
  for (const { misfits, loan } of made.filter(isRefused)) misfits.push({ code: 'lent_here', value: loan.copyId });
  return { fresh: made.filter((one) => !isRefused(one)), refused: made.filter(isRefused) };
}

/** Loans that are here follow what happened over there, unless they ended here. */
async function follow(tx: VerbCtx, made: readonly Made[]): Promise<Stored[]> {
  const done = await followLoans(
    tx,
    made.map(({ loan }) => loan),
  );
  return made.map(({ item, loan, misfits }) => {
    if (!done.has(loan.id) && isOpen(item.row)) misfits.push({ code: 'ended_here' });
    return { item, id: loan.id, misfits };
  });
}

export const loans: Step = {
  name: 'loan',
  table: 'loan',
  key: 'loan_id',
  keepsRecord: false,
  runs: () => true,
  read({ origin }, after, since) {
    // Open ones are looked at each time: some sites' programs do not touch last_update.
    const where = since ? 'and (l.last_update >= ? or l.input_date >= ? or l.is_return = 0)' : '';
    const values = [Number(after ?? 0), ...(since ? [since, since] : [])];
    return origin.rows(`select * from loan l where l.loan_id > ? ${where} order by l.loan_id limit 1000`, values);
  },
  keyOf: (row) => String(row.loan_id),
  async store(move, tx, items) {
    const lent = items.filter(({ row }) => whole(row, 'is_lent') === 1);
    const not = items.filter(({ row }) => whole(row, 'is_lent') !== 1).map((item) => nowhere(item, 'not_lent'));
    const outcome = lent.length > 0 ? await storeLent(move, tx, lent) : { stored: [] };
    return { ...outcome, stored: [...outcome.stored, ...not] };
  },
};
