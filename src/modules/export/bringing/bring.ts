import type { Client } from 'pg';
import { type App, makeCtx, type Sql, systemActor } from '../../../kernel/context.ts';
import { storeFacts } from '../../../kernel/facts.ts';
import { writeRestoreCheckpoint } from '../../audit/index.ts';
import { indexWhatIsMissing } from '../../catalog/index.ts';
import { search } from '../../search/index.ts';
import { badExport } from '../errors.ts';
import type { Entry, Manifest } from '../manifest.ts';
import { openSource, type Source } from '../source.ts';
import { allTables, dataFile, listOf, type Table, tablesOf } from '../tables.ts';
import { type Looking, verifySource } from '../verify.ts';
import { bringFiles } from './files.ts';
import { loadTable } from './load.ts';
import { moveCounterOn } from './transactions.ts';
import { refuseUnlessEmpty, refuseWhileRunning } from './where-to.ts';

export interface Bringing extends Looking {
  readonly app: App;
  /** The owner of the tables, who alone may put facts and ledger entries where they stood. */
  readonly owner: Client;
  readonly place: string;
  /** Rules of the data that do not hold, looked at before anything is kept. */
  readonly broken: (sql: Sql) => Promise<string[]>;
}

export interface Brought {
  readonly library: string;
  readonly version: string;
  readonly rows: number;
  readonly files: number;
  /** Put into the search index. */
  readonly books: number;
}

/** Makes an empty library the one that was taken out: everything or, whatever happens, nothing. */
export async function bringLibrary(o: Bringing): Promise<Brought> {
  const source = await openSource(o.place);
  try {
    const { manifest, damaged } = await verifySource(source, o);
    if (damaged.length > 0)
      throw badExport('damaged', { count: damaged.length, files: damaged.slice(0, 5).join(', ') });
    const tables = await fittingTables(o.owner, manifest);
    await refuseWhileRunning(o.owner);
    await refuseUnlessEmpty(o.owner);
    await moveCounterOn(o.owner, manifest.lastTransaction);
    const files = await bringFiles(o.app, source, manifest);
    const rows = await inOneGo(o, source, manifest, tables).catch(async (error: unknown) => {
      await files.takeBack();
      throw error;
    });
    const books = await afterwards(o);
    return { library: manifest.library, version: manifest.version, rows, files: files.count, books };
  } finally {
    await source.close();
  }
}

/** A table with the file of its rows. */
interface Filled extends Table {
  readonly file: Entry;
}

async function fittingTables(owner: Client, manifest: Manifest): Promise<Filled[]> {
  const { rows } = await owner.query<{ name: string }>('select name from migrations order by name');
  const ours = rows.map(({ name }) => name);
  const { schema, version, parts, withoutPeople } = manifest;
  if (ours.join() !== schema.migrations.join())
    throw badExport('other_schema', { theirs: schema.number, ours: Number(ours.at(-1)?.slice(0, 4)), version });
  const missing = [
    ...(['data', 'files'] as const).filter((part) => !parts.includes(part)),
    ...(withoutPeople ? ['people'] : []),
  ];
  if (missing.length > 0) throw badExport('not_whole', { missing: missing.join(', ') });
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const tables = await tablesOf(owner);
  const there = new Set([...files.keys()].filter((path) => path.startsWith('data/')));
  const differing = tables.map(({ name }) => name).filter((name) => !there.delete(dataFile(name)));
  if (differing.length + there.size > 0)
    throw badExport('tables_differ', { tables: [...differing, ...there].slice(0, 5).join(', ') });
  return tables.flatMap((table) => {
    const file = files.get(dataFile(table.name));
    return file ? [{ ...table, file }] : [];
  });
}

const SELF = `select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
  where contype = 'f' and conrelid = confrelid and connamespace = 'public'::regnamespace and conparentid = 0`;

/** One transaction. It is longer than others may be, but nobody else is there: every table is locked first. */
async function inOneGo(o: Bringing, source: Source, manifest: Manifest, tables: readonly Filled[]): Promise<number> {
  const { owner } = o;
  await owner.query('set idle_in_transaction_session_timeout = 0');
  await owner.query('begin');
  try {
    const all = (await allTables(owner)).filter((name) => name !== 'migrations');
    await owner.query(`lock table ${listOf(all)} in access exclusive mode`);
    await refuseUnlessEmpty(owner);
    await owner.query(`truncate ${listOf(all)}`);
    await makeMonths(owner, manifest);
    const rows = await withoutTriggers(owner, tables, () => loadAll(o, source, tables));
    await setSequences(owner, manifest);
    await sayBrought(o, manifest, rows);
    const rules = await o.broken(owner);
    if (rules.length > 0) throw badExport('breaks_rules', { rules: rules.slice(0, 3).join('; ') });
    await owner.query('commit');
    return rows;
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

async function loadAll({ owner, signal, told }: Bringing, source: Source, tables: readonly Filled[]): Promise<number> {
  let rows = 0;
  for (const [at, { file, ...table }] of tables.entries()) {
    rows += await loadTable(owner, source, table, file, signal);
    told?.(at + 1, file.path);
  }
  return rows;
}

/** Counters and states come along as rows; what refers to its own table may refer to a row further down. */
async function withoutTriggers<T>(owner: Client, tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  const { rows: own } = await owner.query<{ table: string; name: string }>(SELF);
  const everywhere = async (act: string): Promise<void> => {
    for (const { name } of tables) await owner.query(`alter table ${listOf([name])} ${act} trigger user`);
  };
  const references = async (when: string): Promise<void> => {
    for (const { table, name } of own) await owner.query(`alter table ${table} alter constraint ${name} ${when}`);
  };
  await everywhere('disable');
  await references('deferrable initially deferred');
  const result = await work();
  await owner.query('set constraints all immediate');
  await references('not deferrable');
  await everywhere('enable');
  return result;
}

const MAKERS: Readonly<Record<string, string>> = {
  facts: 'ensure_fact_partitions',
  visits: 'ensure_visit_partitions',
};

async function makeMonths(owner: Client, { months }: Manifest): Promise<void> {
  for (const [table, maker] of Object.entries(MAKERS))
    for (const month of months[table] ?? []) await owner.query(`select ${maker}($1::date, 1)`, [`${month}-01`]);
}

async function setSequences(owner: Client, { sequences }: Manifest): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = 'public'`,
  );
  for (const { name } of rows) {
    const value = sequences[name];
    if (value !== undefined) await owner.query('select setval($1::regclass, $2::bigint)', [listOf([name]), value]);
  }
}

async function sayBrought({ app, owner }: Bringing, { library, version, startedAt }: Manifest, rows: number) {
  const told = { library, version, madeAt: startedAt, rows };
  const ctx = makeCtx(app, systemActor('cli'));
  await storeFacts(ctx, owner, [
    { action: 'library.brought_in', type: 'IMPORT', id: 'library', name: library, new: told },
  ]);
}

/** What is made anew from the rows. Killed here, the next start does it: the log goes on, the nightly look heals the index. */
async function afterwards({ app }: Bringing): Promise<number> {
  await writeRestoreCheckpoint(app);
  const books = await indexWhatIsMissing(makeCtx(app, systemActor('cli')));
  const client = await app.pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await search.rebuildWords(client);
  } finally {
    await client.query('reset statement_timeout').catch(() => {});
    client.release();
  }
  return books;
}
