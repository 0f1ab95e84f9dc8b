import type { Client } from 'pg';
import { asOwner } from '../database.ts';
import type { PostgresServer } from '../drivers/postgres/index.ts';
import { type App, type Ctx, makeCtx, systemActor } from '../kernel/context.ts';
import { storeFacts } from '../kernel/facts.ts';
import { newId } from '../kernel/ids.ts';
import { asSystem } from '../kernel/verb.ts';
import { headingKey } from '../modules/catalog/index.ts';
import { search } from '../modules/search/index.ts';
import { readSettings } from '../modules/settings/index.ts';
import { prepareGround } from './demo/ground.ts';
import { requireEmpty } from './empty.ts';
import { scaleOf } from './scale/catalogue.ts';
import { copyInto } from './scale/copy.ts';
import { INDEX_COLUMNS, indexRows } from './scale/index-rows.ts';
import { type Log, makeLog, timed } from './scale/log.ts';
import * as rows from './scale/rows.ts';
import { loadedTables, putUp, takeDown } from './scale/scaffolding.ts';

export interface ScaleCounts {
  books: number;
  copies: number;
  members: number;
  borrowings: number;
  /** Seconds a phase took. */
  seconds: Record<string, number>;
}

/** A library of n books, 2n copies, n/10 members and a year of loans, to measure on. All of it in one transaction, or nothing. */
export async function seedScale(
  app: App,
  postgres: PostgresServer,
  n: number,
  say: (line: string) => void,
): Promise<ScaleCounts> {
  const ctx = makeCtx(app, systemActor('seed'));
  await requireEmpty(ctx.sql);
  const log = makeLog(say);
  const whole = log.phase('all');
  const making = await prepare(ctx, n);
  const counts = await asOwner(postgres, async (owner) => {
    await tune(owner);
    const made = await inOneTransaction(owner, () => load(ctx, owner, making, log));
    await timed(log, 'vacuum', () => owner.query(`vacuum (analyze) ${[...loadedTables, 'search_facets'].join(', ')}`));
    await timed(log, 'words', () => search.rebuildWords(owner));
    await owner.query('vacuum (analyze) search_words');
    return made;
  });
  whole.end();
  return { ...counts, seconds: Object.fromEntries(log.seconds) };
}

async function prepare(ctx: Ctx, n: number): Promise<rows.Making> {
  const ground = await prepareGround(ctx);
  const { barcodeFormat, memberNumberFormat } = await readSettings(ctx);
  const numbered =
    ({ prefix, digits }: { prefix: string; digits: number }) =>
    (each: number) =>
      `${prefix}${String(each).padStart(digits, '0')}`;
  const scale = scaleOf(n, ctx.now);
  const numbers = { barcode: numbered(barcodeFormat), memberNumber: numbered(memberNumberFormat) };
  return { scale, ground, ...rows.nameLists(scale), ...numbers };
}

async function tune(owner: Client): Promise<void> {
  await owner.query(`set maintenance_work_mem = '512MB'`);
  await owner.query(`set work_mem = '256MB'`);
  await owner.query('set max_parallel_maintenance_workers = 1');
  await owner.query('set synchronous_commit = off');
}

async function inOneTransaction<T>(owner: Client, work: () => Promise<T>): Promise<T> {
  await owner.query('begin');
  try {
    const result = await work();
    await owner.query('commit');
    return result;
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

async function load(ctx: Ctx, owner: Client, making: rows.Making, log: Log) {
  const again = await takeDown(owner);
  const copy = (table: string, columns: string, from: Parameters<typeof copyInto>[4]) =>
    copyInto(owner, log, table, columns, from);
  await copy('headings', rows.HEADING_COLUMNS, rows.headingRows(making, headingKey));
  const books = await copy('books', rows.BOOK_COLUMNS, rows.bookRows(making));
  await copy('book_contributors', rows.CONTRIBUTOR_COLUMNS, rows.contributorRows(making));
  await copy('book_subjects', rows.SUBJECT_COLUMNS, rows.subjectRows(making));
  const copies = await copy('copies', rows.COPY_COLUMNS, rows.copyRows(making));
  const members = await copy('members', rows.MEMBER_COLUMNS, rows.memberRows(making));
  const borrowings = await copy('borrowings', rows.BORROWING_COLUMNS, rows.borrowingRows(making));
  // Told with the rest below.
  await asSystem(ctx, async (tx) => tx.unchanged(await copy('search_index', INDEX_COLUMNS, indexRows(tx, making))));
  await timed(log, 'book_counts', () => owner.query(COUNTS));
  await timed(log, 'sequences', () => owner.query(SEQUENCES));
  const indexes = log.phase('indexes and keys');
  await putUp(owner, again, () => indexes.add(1));
  indexes.end();
  const counts = { books, copies, members, borrowings };
  const facts = ['catalog.imported', 'members.imported', 'borrowings.imported'];
  await storeFacts(
    ctx,
    owner,
    facts.map((action) => ({ action, type: 'IMPORT', id: newId(), new: counts })),
  );
  return counts;
}

const COUNTS = `insert into book_counts (book_id, stock, available, total_borrows)
  select b.id, coalesce(c.stock, 0), coalesce(c.available, 0), coalesce(x.n, 0) from books b
    left join (select book_id, sum(copy_in_stock(status))::int as stock, sum(copy_is_free(status))::int as available
      from copies group by book_id) c on c.book_id = b.id
    left join (select book_id, count(*)::int as n from borrowings where status <> 'CANCELLED' group by book_id) x on x.book_id = b.id
  order by b.id`;
const SEQUENCES = `select setval('copy_barcode_seq', (select count(*) from copies)), setval('member_number_seq', (select count(*) from members))`;
