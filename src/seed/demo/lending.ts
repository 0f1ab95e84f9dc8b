import { addDays, daysBetween, type LocalDate, weekday } from '../../lib/calendar/local-date.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { dueDate } from '../../modules/circulation/index.ts';
import {
  atTheDesk,
  openDay,
  PLACES,
  type Place,
  type Stage,
  type StageCopy,
  type StageMember,
  weightedPicker,
} from './stage.ts';

export interface DemoLoan {
  copy: StageCopy;
  member: StageMember;
  branch: Place;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
  outcome: 'RETURNED' | 'LOST' | 'DAMAGED' | null;
  renewals: number;
  renewedAt: Date | null;
  lentBy: string;
  takenBy: string | null;
}

/** Loans of a usual day. */
const BUSY: Readonly<Record<Place, number>> = { central: 17, second: 9, van: 6 };
const YEAR = 365;

/** School holidays are quiet, the weeks before exams are not; Mondays are busy. */
export function season(date: LocalDate): number {
  const day = date.slice(5);
  const quiet = (day >= '06-20' && day <= '07-14') || day >= '12-20' || day <= '01-05';
  const busy = (day >= '11-10' && day <= '12-05') || (day >= '04-20' && day <= '05-25');
  return (quiet ? 0.35 : busy ? 1.35 : 1) * (weekday(date) === 1 ? 1.25 : weekday(date) === 6 ? 0.6 : 1);
}

type Fate = 'inTime' | 'renewed' | 'late' | 'veryLate' | 'lost' | 'damaged';
const FATES: Readonly<Record<Fate, number>> = {
  inTime: 69,
  renewed: 13,
  late: 12.5,
  veryLate: 2.5,
  lost: 0.7,
  damaged: 0.8,
};

class Desk {
  readonly loans: DemoLoan[] = [];
  readonly #stage: Stage;
  readonly #free = new Map<StageCopy, Date>();
  readonly #held = new Map<StageMember, DemoLoan[]>();
  readonly #copyAt: Record<Place, () => StageCopy | undefined>;
  readonly #memberAt: Record<Place, () => StageMember | undefined>;

  constructor(stage: Stage) {
    this.#stage = stage;
    const lent = (place: Place) => stage.copies.filter((copy) => copy.branch === place && copy.loanable);
    const near = (place: Place) => stage.members.filter((member) => member.branch === place);
    const each = <T>(make: (place: Place) => T): Record<Place, T> => ({
      central: make('central'),
      second: make('second'),
      van: make('van'),
    });
    this.#copyAt = each((place) => weightedPicker(stage.random, lent(place), (copy) => copy.appeal));
    this.#memberAt = each((place) => weightedPicker(stage.random, near(place), (member) => member.appetite));
  }

  openDayAt(branch: Place, date: LocalDate): void {
    const { random, now } = this.#stage;
    const visits = Math.round(BUSY[branch] * season(date) * (0.7 + 0.6 * random.fraction()));
    for (let n = 0; n < visits; n++) {
      const at = atTheDesk(this.#stage, branch, date);
      if (at >= now) continue;
      const member = this.#memberAt[branch]();
      if (!member || !this.#mayBorrow(member, date, at)) continue;
      const copy = this.#freeCopy(branch, member, date, at);
      if (copy) this.#lend(branch, copy, member, date, at);
    }
  }

  #mayBorrow(member: StageMember, date: LocalDate, at: Date): boolean {
    if (member.joinDate > date || (member.expiryDate !== null && member.expiryDate < date)) return false;
    const held = this.#heldAt(member, at);
    const isLate = held.some((loan) => loan.dueDate < at);
    return held.length < member.rule.maxLoans && !(isLate && this.#stage.random.chance(0.85));
  }

  #heldAt(member: StageMember, at: Date): DemoLoan[] {
    const open = (this.#held.get(member) ?? []).filter((loan) => loan.returnDate === null || loan.returnDate > at);
    this.#held.set(member, open);
    return open;
  }

  #freeCopy(branch: Place, member: StageMember, date: LocalDate, at: Date): StageCopy | undefined {
    const titles = new Set(this.#heldAt(member, at).map((loan) => loan.copy.bookId));
    for (let tries = 0; tries < 30; tries++) {
      const copy = this.#copyAt[branch]();
      if (!copy) return undefined;
      const since = this.#free.get(copy);
      if ((since === undefined || since < at) && copy.acquiredOn < date && !titles.has(copy.bookId)) return copy;
    }
    return undefined;
  }

  #lend(branch: Place, copy: StageCopy, member: StageMember, date: LocalDate, at: Date): void {
    const due = dueDate(this.#stage.calendars[branch], at, member.rule.loanDays);
    const lentBy = this.#stage.random.pick(this.#stage.staff[branch]);
    const loan: DemoLoan = {
      copy,
      member,
      branch,
      borrowDate: at,
      dueDate: due,
      returnDate: null,
      outcome: null,
      renewals: 0,
      renewedAt: null,
      lentBy,
      takenBy: null,
    };
    this.#end(loan, date);
    this.loans.push(loan);
    this.#held.get(member)?.push(loan);
    this.#free.set(copy, this.#freeAgain(loan));
  }

  /** Lost is gone; damaged is repaired in three weeks. */
  #freeAgain(loan: DemoLoan): Date {
    if (loan.returnDate === null || loan.outcome === 'LOST') return new Date(8.64e15);
    return loan.outcome === 'DAMAGED' ? new Date(loan.returnDate.getTime() + 21 * 86_400_000) : loan.returnDate;
  }

  /** What becomes of a loan; what would happen after today has not happened yet. */
  #end(loan: DemoLoan, date: LocalDate): void {
    const { random, now, staff } = this.#stage;
    let fate = random.weighted(FATES);
    if (fate === 'renewed' && !this.#renew(loan, date)) fate = 'late';
    const at = atTheDesk(this.#stage, loan.branch, this.#lastDay(loan, date, fate));
    if (at >= now) return;
    loan.returnDate = at;
    loan.outcome = fate === 'lost' ? 'LOST' : fate === 'damaged' ? 'DAMAGED' : 'RETURNED';
    loan.takenBy = random.pick(staff[loan.branch]);
  }

  #lastDay(loan: DemoLoan, date: LocalDate, fate: Fate): LocalDate {
    const { random, calendars } = this.#stage;
    const due = localDateIn(calendars[loan.branch].timeZone, loan.dueDate);
    const after = (least: number, most: number) => openDay(this.#stage, loan.branch, due, random.int(least, most));
    if (fate === 'late') return after(1, random.int(2, 18));
    if (fate === 'veryLate') return after(21, 70);
    if (fate === 'lost') return after(25, 70);
    const from = loan.renewedAt ? localDateIn(calendars[loan.branch].timeZone, loan.renewedAt) : date;
    const day = openDay(this.#stage, loan.branch, from, random.int(1, Math.max(1, daysBetween(from, due))));
    return day > due ? due : day;
  }

  /** On a day or two before the due date, as the rule allows. */
  #renew(loan: DemoLoan, date: LocalDate): boolean {
    const { random, now, calendars } = this.#stage;
    const calendar = calendars[loan.branch];
    const due = localDateIn(calendar.timeZone, loan.dueDate);
    const on = addDays(due, -random.int(0, 2));
    const at = atTheDesk(this.#stage, loan.branch, on);
    if (loan.member.rule.maxRenewals === 0 || on <= date || !calendar.isOpen(on) || at >= now) return false;
    loan.dueDate = dueDate(calendar, at, loan.member.rule.loanDays);
    loan.renewals = 1;
    loan.renewedAt = at;
    return true;
  }
}

/** A year at three desks, day by day, oldest loan first. */
export function yearOfLending(stage: Stage): DemoLoan[] {
  const desk = new Desk(stage);
  const last = localDateIn(stage.calendars.central.timeZone, stage.now);
  for (let date = addDays(last, -YEAR); date <= last; date = addDays(date, 1)) {
    for (const branch of PLACES) if (stage.calendars[branch].isOpen(date)) desk.openDayAt(branch, date);
  }
  return desk.loans.sort((a, b) => a.borrowDate.getTime() - b.borrowDate.getTime());
}
