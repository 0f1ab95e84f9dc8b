import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { readerOf } from './personal.ts';
import { placesIn } from './queries.ts';
import { spans } from './reading.ts';

const on = (date: string): Date => new Date(`${date}T00:00:00Z`);
const text = (floor: string, before: string | null, after: string | null, now: string): string[] =>
  [
    ...spans(on(floor), before === null ? null : on(before), after === null ? null : { at: after, id: '' }, on(now)),
  ].map(({ from, before: end }) => `${from?.toISOString().slice(0, 10)} ${end?.toISOString().slice(0, 10) ?? '-'}`);

describe('reading the log backwards', () => {
  it('strides over the months, wider where little is found, without gap or overlap', () => {
    expect(text('2025-01-15', null, null, '2026-03-20')).toEqual([
      '2026-03-01 -',
      '2026-02-01 2026-03-01',
      '2025-12-01 2026-02-01',
      '2025-08-01 2025-12-01',
      '2025-01-15 2025-08-01',
    ]);
    expect(text('2026-03-10', null, null, '2026-03-20')).toEqual(['2026-03-10 -']);
    expect(text('2025-12-01', '2026-02-10', null, '2026-03-20')).toEqual([
      '2026-02-01 2026-02-10',
      '2026-01-01 2026-02-01',
      '2025-12-01 2026-01-01',
    ]);
  });

  it('begins at the place of the cursor', () => {
    expect(text('2025-12-20', null, '2026-01-05T00:00:00.000Z', '2026-03-20')).toEqual([
      '2026-01-01 2026-01-05',
      '2025-12-20 2026-01-01',
    ]);
  });

  it('ends when the whole log is younger than the period asked for', () => {
    expect(text('2026-03-10', '2026-01-01', null, '2026-03-20')).toEqual(['2026-03-10 2026-01-01']);
  });
});

describe('a span of the log', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it.each([
    ['every entry', {}],
    ['a name', { q: 'laskar' }],
    ['an action', { action: ['EXPORT' as const] }],
  ])('looks for %s in its own months only', async (_what, filter) => {
    const ctx = { ...library.as(systemActor('test')), scope: { kind: 'all' } as const };
    const span = { from: on('2026-02-01'), before: on('2026-03-01') };
    const search = { filter, period: span, reader: readerOf(ctx.actor) };
    const plan = await placesIn(ctx, search, span, null, 21).explain('text', sql`costs off`);
    const tables = JSON.stringify(plan).match(/ on (fact\w+)/g);
    expect(new Set(tables?.map((table) => table.replace(/ on (facts|fact_details)_/, '')))).toEqual(
      new Set(['202602']),
    );
  });
});
