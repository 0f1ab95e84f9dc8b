import { type App, type Ctx, makeCtx, systemActor } from '../kernel/context.ts';
import { localDateIn } from '../lib/calendar/zone.ts';
import { demoBooks } from './demo/books.ts';
import { type Ground, prepareGround } from './demo/ground.ts';
import { holdsOf } from './demo/holds.ts';
import { type DemoLoan, yearOfLending } from './demo/lending.ts';
import { demoMembers } from './demo/members.ts';
import { finesOf } from './demo/owing.ts';
import type { Stage, StageCopy } from './demo/stage.ts';
import { rankBooks, storeBooks } from './demo/store-books.ts';
import { storeFines } from './demo/store-fines.ts';
import { countLoans, moveCopies, storeHolds, storeLoans } from './demo/store-lending.ts';
import { storeMembers, suspendSome } from './demo/store-members.ts';
import { storeVisits } from './demo/visits.ts';
import { requireEmpty } from './empty.ts';
import { Random } from './random.ts';

export interface DemoCounts {
  books: number;
  copies: number;
  members: number;
  borrowings: number;
  holds: number;
  fines: number;
}

/** A believable library of 2,000 titles with a year of lending and visits behind it; the same on every machine for the same day. */
export async function seedDemo(app: App, log: (line: string) => void): Promise<DemoCounts> {
  const ctx = makeCtx(app, systemActor('seed'));
  await requireEmpty(ctx.sql);
  const ground = await prepareGround(ctx);
  const today = localDateIn(ground.calendars.central.timeZone, ctx.now);
  const copies = await storeBooks(
    ctx,
    new Random('books stored'),
    ground,
    demoBooks(new Random('books'), { books: 2_000, copies: 4_000, thisYear: Number(today.slice(0, 4)) }),
  );
  const books = new Set(copies.map((copy) => copy.bookId)).size;
  log(`${books} books, ${copies.length} copies`);
  const people = demoMembers(new Random('members'), ground.kinds, { count: 300, today });
  const members = await storeMembers(ctx, new Random('members stored'), ground, people);
  await suspendSome(ctx, new Random('suspended'), today, members, ground.staff.central[0] ?? '');
  log(`${members.length} members`);
  const { calendars, staff } = ground;
  const stage = { random: new Random('lending'), now: ctx.now, members, copies, calendars, staff };
  const year = await storeYear(ctx, ground, stage);
  log(`${year.borrowings} borrowings, ${year.fines} fines, ${year.holds} holds`);
  const visits = await storeVisits(ctx, ground, { ...stage, random: new Random('visits') });
  log(`${visits} visits`);
  await rankBooks(ctx, copies);
  log('search index filled');
  return { books, copies: copies.length, members: members.length, ...year };
}

async function storeYear(ctx: Ctx, ground: Ground, stage: Stage) {
  const loans = yearOfLending(stage);
  const fines = finesOf(stage, loans);
  const status = statusOf(loans, ctx.now);
  const holds = holdsOf(
    stage,
    loans,
    stage.copies.filter((copy) => !status.has(copy)),
  );
  for (const hold of holds) if (hold.status === 'SHELVED' && hold.copy) status.set(hold.copy, 'ON_HOLD_SHELF');
  const random = new Random('lending stored');
  const ids = await storeLoans(ctx, random, ground, loans, fines);
  await moveCopies(ctx, status);
  await countLoans(ctx, loans);
  await storeFines(ctx, random, ground, fines, ids);
  await storeHolds(ctx, random, ground, holds, ids);
  return { borrowings: loans.length, fines: fines.length, holds: holds.length };
}

const REPAIR_MS = 21 * 86_400_000;

/** Where the year left the copies that are not on their shelf. */
function statusOf(loans: readonly DemoLoan[], now: Date): Map<StageCopy, string> {
  const status = new Map<StageCopy, string>();
  for (const { copy, outcome, returnDate } of loans) {
    if (returnDate === null) status.set(copy, 'ON_LOAN');
    else if (outcome === 'LOST') status.set(copy, 'LOST');
    else if (outcome === 'DAMAGED' && now.getTime() - returnDate.getTime() < REPAIR_MS) status.set(copy, 'DAMAGED');
  }
  return status;
}
