import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { askOf, dayOf, maybe, moment, momentOf, type Question, questions } from '../../../../test/support/recount.ts';
import type { MemberFigures } from './members.ts';

describe('random members', () => {
  let library: TestLibrary;
  const sql = (text: string, ...params: unknown[]) => library.app.pool.query(text, params);
  beforeAll(async () => {
    library = await openLibrary({ at: '2026-01-01T10:00:00+07:00' });
  });
  afterAll(() => library.close());

  const person = fc.record({
    far: fc.boolean(),
    teacher: fc.boolean(),
    className: fc.constantFrom('X-A', 'X-B', null),
    joined: fc.nat(65),
    lasts: maybe(fc.nat(40)),
    deleted: maybe(moment),
    suspended: maybe(fc.record({ from: fc.nat(60), days: maybe(fc.nat(10)), lifted: maybe(moment) })),
    borrowed: maybe(moment),
  });
  type PersonStory = typeof person extends fc.Arbitrary<infer T> ? T : never;

  it('are counted as one by one', { timeout: 120_000 }, async () => {
    const known: (PersonStory & { id: string })[] = [];
    // Sari and Andi were there before.
    await sql(`update members set join_date = '2025-01-05'`);
    const stories = fc.array(person, { minLength: 6, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(stories, questions, async (people, asked) => {
        for (const one of people) known.push({ ...one, id: await insertPerson(one) });
        for (const one of asked) await expectMembers(one, known);
      }),
      { numRuns: 8, seed: 5, endOnFailure: true },
    );
  });

  async function insertPerson(one: PersonStory): Promise<string> {
    const { central, jayapura, teacher, student } = library.cast;
    const o = { branch: one.far ? jayapura : central, type: one.teacher ? teacher : student };
    const { memberId } = await addMember(library.app, library.cast, o);
    const expiry = one.lasts === null ? null : dayOf(one.joined + one.lasts);
    await sql(
      `update members set class_name = $2, join_date = $3, expiry_date = $4, deleted_at = $5,
         status = case when $5::timestamptz is null then 'ACTIVE' else 'DELETED' end where id = $1`,
      memberId,
      one.className,
      dayOf(one.joined),
      expiry,
      one.deleted && momentOf(one.deleted),
    );
    if (one.suspended) {
      const { from, days, lifted } = one.suspended;
      await sql(
        `insert into member_suspensions (id, member_id, starts_on, ends_on, reason, created_at, lifted_at)
         values (gen_random_uuid(), $1, $2, $3, 'x', '2026-01-01', $4)`,
        memberId,
        dayOf(from),
        days === null ? null : dayOf(from + days),
        lifted && momentOf(lifted),
      );
    }
    if (one.borrowed) await insertLoan(memberId, momentOf(one.borrowed));
    return memberId;
  }

  async function insertLoan(memberId: string, at: string): Promise<void> {
    const { bookId, copyIds } = await addBook(library.app, library.cast);
    await sql(
      `insert into borrowings (id, copy_id, book_id, member_id, branch_id, borrow_date, due_date, created_at, updated_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $5::timestamptz + interval '9 days', $5, $5)`,
      copyIds[0],
      bookId,
      memberId,
      library.cast.central,
      at,
    );
  }

  async function expectMembers(one: Question, known: readonly PersonStory[]): Promise<void> {
    const { figures, start, end, branchId } = await askOf<MemberFigures>(library, 'members', one);
    const { central, teacher, jayapura } = library.cast;
    const there = known.filter(
      (p) =>
        dayOf(p.joined) <= end &&
        (p.deleted === null || dayOf(p.deleted.day) > end) &&
        (branchId === null || (p.far ? jayapura : central) === branchId),
    );
    const isExpired = (p: PersonStory) => p.lasts !== null && dayOf(p.joined + p.lasts) < end;
    const isSuspended = ({ suspended: s }: PersonStory) =>
      s !== null &&
      dayOf(s.from) <= end &&
      (s.days === null || dayOf(s.from + s.days) >= end) &&
      (s.lifted === null || dayOf(s.lifted.day) > end);
    const tally = (rows: readonly PersonStory[], more = 0) => ({
      total: rows.length + more,
      new: rows.filter((p) => dayOf(p.joined) >= start).length,
      active: rows.filter((p) => !isExpired(p) && !isSuspended(p)).length + more,
      expired: rows.filter(isExpired).length,
      suspended: rows.filter(isSuspended).length,
      borrowers: rows.filter((p) => p.borrowed && dayOf(p.borrowed.day) >= start && dayOf(p.borrowed.day) <= end)
        .length,
    });
    // Sari and Andi, students of Central without a class.
    const both = branchId === jayapura ? 0 : 2;
    expect(figures.totals).toEqual(tally(there, both));
    const ofTeachers = figures.byMemberType.find((row) => row.id === teacher) ?? tally([]);
    expect(ofTeachers).toMatchObject(tally(there.filter((p) => p.teacher)));
    for (const className of ['X-A', 'X-B', null]) {
      const told = figures.byClass.find((row) => row.className === className) ?? tally([]);
      const own = there.filter((p) => p.className === className);
      expect(told).toMatchObject(tally(own, className === null ? both : 0));
    }
    expect(figures.byBranch.reduce((sum, row) => sum + row.total, 0)).toBe(figures.totals.total);
  }
});
