import type { PoolClient } from 'pg';
import type { App } from '../../../kernel/context.ts';
import { csvStream } from '../../../lib/csv/write.ts';
import type { Pieces } from '../../../lib/zip/write.ts';
import { wholeCatalogue } from '../../catalog/index.ts';
import { badExport } from '../errors.ts';
import { FILES_WITHOUT_PEOPLE, LEFT_OUT, OTHERS, WITHOUT_PEOPLE } from '../left-out.ts';
import { type Entry, MANIFEST, type Manifest, manifestOf, type Part } from '../manifest.ts';
import { dataFile, tablesOf } from '../tables.ts';
import { auditFiles } from './audit-files.ts';
import { aboutOf, type Described, describe } from './describe.ts';
import { counting, linesOf, sheetOf } from './rows.ts';
import { SHEETS } from './sheets.ts';
import type { Sink } from './sink.ts';

export interface Wanted {
  readonly sink: Sink;
  readonly parts: readonly Part[];
  /** Only what tells of no person: for handing the catalogue on. */
  readonly withoutPeople: boolean;
  readonly signal?: AbortSignal | undefined;
  /** How many files there are so far, and which one is being written; with every piece of it. */
  readonly told?: ((files: number, path: string) => void | Promise<void>) | undefined;
}

/** One moment of the library, whole or not at all. Its snapshot holds back nobody but the clearing away of old rows. */
export async function makeExport(app: App, wanted: Wanted): Promise<Manifest> {
  const { sink } = wanted;
  try {
    const manifest = await fill(app, wanted);
    await sink.add(MANIFEST, [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)]);
    await sink.finish();
    return manifest;
  } catch (error) {
    await sink.abandon();
    throw wanted.signal?.aborted ? badExport('stopped') : error;
  }
}

type Add = (path: string, body: Pieces, rows?: () => number) => Promise<void>;

async function fill(app: App, { sink, parts, withoutPeople, signal, told }: Wanted): Promise<Manifest> {
  const startedAt = app.clock.now();
  const files: Entry[] = [];
  const add: Add = async (path, body, rows) => {
    const look = async (): Promise<void> => {
      signal?.throwIfAborted();
      await told?.(files.length, path);
    };
    const written = await sink.add(path, watched(body, look));
    files.push({ path, ...written, ...(rows ? { rows: rows() } : {}) });
  };
  const has = (part: Part): boolean => parts.includes(part);
  const described = await atOneMoment(app, async (client) => {
    const about = await describe(client);
    if (has('marc')) await addMarc(client, add);
    if (has('csv')) await addSheets(client, about, withoutPeople, add);
    if (has('data')) await addTables(client, withoutPeople, add);
    return about;
  });
  // Files are written before the rows that name them, so those of the snapshot are all there.
  if (has('files')) await addFiles(app, withoutPeople, add);
  await sink.add('README.txt', [Buffer.from(aboutOf(described, startedAt, withoutPeople))]);
  const { timeZone: _zone, ...facts } = described;
  const leftOut = [...Object.entries(LEFT_OUT).map(([what, why]) => ({ what, why })), ...OTHERS];
  const finishedAt = app.clock.now().toISOString();
  return manifestOf({
    ...facts,
    startedAt: startedAt.toISOString(),
    finishedAt,
    parts: [...parts],
    withoutPeople,
    files,
    leftOut,
  });
}

/** A transaction that only reads takes no number: facts go on being sealed and heard, however long it lasts. */
async function atOneMoment<T>(app: App, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await app.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query(
      `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'`,
    );
    return await read(client);
  } finally {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    client.release(broken);
  }
}

async function* watched(body: Pieces, look: () => Promise<void>): AsyncGenerator<Uint8Array> {
  await look();
  for await (const piece of body) {
    yield piece;
    await look();
  }
}

async function addMarc(client: PoolClient, add: Add): Promise<void> {
  for (const format of ['mrc', 'xml'] as const) {
    let books = 0;
    const body = wholeCatalogue(client, format, (n) => {
      books = n;
    });
    await add(`marc/books.${format}`, body, () => books);
  }
}

async function addSheets(client: PoolClient, { timeZone }: Described, withoutPeople: boolean, add: Add): Promise<void> {
  await client.query(`select set_config('timezone', $1, true)`, [timeZone]);
  for (const { name, sql } of SHEETS.filter(({ people }) => !withoutPeople || !people)) {
    let count = 0;
    const { header, rows } = await sheetOf(client, sql);
    async function* counted() {
      for await (const row of rows) {
        count++;
        yield row;
      }
    }
    await add(`csv/${name}.csv`, csvStream(header, counted()), () => count);
  }
  await client.query(`set local timezone = 'UTC'`);
}

async function addTables(client: PoolClient, withoutPeople: boolean, add: Add): Promise<void> {
  for (const table of await tablesOf(client)) {
    if (withoutPeople && !WITHOUT_PEOPLE.includes(table.name)) continue;
    let count = 0;
    const lines = counting(linesOf(client, table), (n) => {
      count = n;
    });
    await add(dataFile(table.name), lines, () => count);
  }
}

async function addFiles(app: App, withoutPeople: boolean, add: Add): Promise<void> {
  const { files } = app.drivers;
  for await (const key of files.list()) {
    if (withoutPeople && !FILES_WITHOUT_PEOPLE.test(key)) continue;
    const body = await files.get(key);
    if (body) await add(`files/${key}`, body);
  }
  if (withoutPeople) return;
  for await (const { path, body } of auditFiles(app.dataRoot)) await add(path, body);
}
