import { dueDate } from '../../modules/circulation/index.ts';
import type { DemoLoan } from './lending.ts';
import { lastVisit, type Place, type Stage, type StageCopy, type StageMember } from './stage.ts';

export interface DemoHold {
  bookId: string;
  member: StageMember;
  branch: Place;
  status: 'WAITING' | 'SHELVED' | 'FULFILLED' | 'CANCELLED' | 'EXPIRED';
  copy: StageCopy | null;
  placedAt: Date;
  shelvedAt: Date | null;
  expiresAt: Date | null;
  closedAt: Date | null;
  loan: DemoLoan | null;
  reason: string | null;
}

const DAY = 86_400_000;
const earlier = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY);
const blank = { copy: null, shelvedAt: null, expiresAt: null, closedAt: null, loan: null, reason: null };

/** Some loans of the year began with a hold; some holds came to nothing. */
function past({ random, calendars, now }: Stage, loans: readonly DemoLoan[]): DemoHold[] {
  return loans
    .filter(({ borrowDate }) => earlier(borrowDate, 40) > earlier(now, 365) && random.chance(0.02))
    .map((loan): DemoHold => {
      const { borrowDate, branch, copy, member } = loan;
      const shelvedAt = earlier(borrowDate, random.int(1, 2));
      const placedAt = earlier(shelvedAt, random.int(2, 12));
      const expiresAt = dueDate(calendars[branch], shelvedAt, member.rule.holdShelfDays);
      const base = { ...blank, bookId: copy.bookId, member, branch, placedAt };
      const fate = random.weighted({ FULFILLED: 75, EXPIRED: 12, CANCELLED: 13 });
      if (fate === 'FULFILLED')
        return { ...base, status: fate, copy, shelvedAt, expiresAt, closedAt: borrowDate, loan };
      if (fate === 'EXPIRED')
        return { ...base, status: fate, copy, shelvedAt, expiresAt, closedAt: new Date(expiresAt.getTime() + 60_000) };
      return { ...base, status: fate, closedAt: shelvedAt, reason: 'Sudah tidak diperlukan' };
    })
    .filter(({ closedAt }) => closedAt !== null && closedAt < now);
}

interface Shelf {
  /** Copies that nobody has and nothing is wrong with. */
  free: readonly StageCopy[];
  out: ReadonlyMap<string, readonly DemoLoan[]>;
}

/** On the shelf behind the desk since the last open day. */
function shelved(stage: Stage, { free, out }: Shelf, wanted: number): DemoHold[] {
  const { random, calendars, now } = stage;
  const liked = random.shuffle(free.filter((copy) => copy.loanable && copy.appeal > 2));
  const copies = [...new Map(liked.map((copy) => [copy.bookId, copy])).values()];
  return copies.slice(0, wanted).flatMap((copy): DemoHold[] => {
    const readers = new Set(out.get(copy.bookId)?.map((loan) => loan.member));
    const near = stage.members.filter(
      (each) => each.branch === copy.branch && isMember(each, now) && !readers.has(each),
    );
    if (near.length === 0) return [];
    const member = random.pick(near);
    const shelvedAt = lastVisit(stage, copy.branch);
    const expiresAt = dueDate(calendars[copy.branch], shelvedAt, member.rule.holdShelfDays);
    const placedAt = earlier(shelvedAt, random.int(2, 10));
    const base = { ...blank, bookId: copy.bookId, member, branch: copy.branch };
    return [{ ...base, status: 'SHELVED', copy, placedAt, shelvedAt, expiresAt }];
  });
}

const isMember = (member: StageMember, now: Date): boolean =>
  member.expiryDate === null || member.expiryDate > now.toISOString().slice(0, 10);

/** Queues stand only where every copy is out; the first to ask is the first to get it. */
function waiting(stage: Stage, { free, out }: Shelf, wanted: number): DemoHold[] {
  const { random, now } = stage;
  const onShelf = new Set(free.map((copy) => copy.bookId));
  const titles = random.shuffle([...out].filter(([bookId]) => !onShelf.has(bookId))).slice(0, wanted);
  return titles.flatMap(([bookId, loans]) => {
    const readers = new Set(loans.map((loan) => loan.member));
    const others = stage.members.filter((member) => !readers.has(member) && isMember(member, now));
    return random
      .shuffle(others)
      .slice(0, random.int(1, 3))
      .map((member): DemoHold => {
        const placedAt = new Date(now.getTime() - random.int(1, 8 * 24 * 60) * 60_000);
        return { ...blank, bookId, member, branch: member.branch, status: 'WAITING', placedAt };
      });
  });
}

/** Oldest first, which is the order of the queue. */
export function holdsOf(stage: Stage, loans: readonly DemoLoan[], free: readonly StageCopy[]): DemoHold[] {
  const out = Map.groupBy(
    loans.filter((loan) => loan.returnDate === null),
    (loan) => loan.copy.bookId,
  );
  const shelf = { free, out };
  const all = [...past(stage, loans), ...shelved(stage, shelf, 9), ...waiting(stage, shelf, 18)];
  return all.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
}
