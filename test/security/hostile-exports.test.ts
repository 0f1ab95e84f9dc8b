import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipWriter } from '../../src/lib/zip/write.ts';
import { MANIFEST } from '../../src/modules/export/manifest.ts';
import { addBook } from '../support/cast.ts';
import { type EmptyLibrary, openEmptyLibrary } from '../support/empty-library.ts';
import { broughtInto, exported, type Tampering, tampered } from '../support/export.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

type Change = (t: Tampering) => unknown;

const path =
  (to: string): Change =>
  ({ manifest }) => {
    const first = manifest.files.find((file) => file.path.startsWith('files/'));
    if (first) Object.assign(first, { path: to });
  };
/** The manifest stays what was made of it. */
const as = async (done: Promise<void>): Promise<string> => done.then(() => 'as it is');
const edited =
  (file: string, edit: (text: string) => string, rows?: number): Change =>
  async ({ read, forge }) =>
    forge(file, edit(await read(file)), rows);

/** What somebody may do to a folder, and the reason it is refused for. */
const HOSTILE: readonly (readonly [string, string, Change])[] = [
  ['a path out of the folder', 'bad_manifest', path('files/../../secrets/jwt.key')],
  ['a path that starts at the root', 'bad_manifest', path('/etc/passwd')],
  ['a path of Windows', 'bad_manifest', path('files\\..\\x')],
  ['a path into the keys of the installation', 'bad_manifest', path('secrets/field.key')],
  ['a path with a NUL', 'bad_manifest', path('files/covers/a\0.jpg')],
  ['a file that is no key of ours', 'damaged', path('files/alone.jpg')],
  ['one file twice', 'bad_manifest', ({ manifest }) => manifest.files.push({ ...manifest.files[0] } as never)],
  [
    'one file twice, in other capitals',
    'bad_manifest',
    ({ manifest }) => manifest.files.push({ ...manifest.files[0], path: 'marc/BOOKS.mrc' } as never),
  ],
  ['a manifest that is no JSON', 'bad_manifest', ({ folder }) => as(writeFile(join(folder, MANIFEST), '{"format":'))],
  ['a manifest that is a list', 'bad_manifest', ({ folder }) => as(writeFile(join(folder, MANIFEST), '[]'))],
  ['no manifest', 'no_manifest', ({ folder }) => as(unlink(join(folder, MANIFEST)))],
  ['a manifest of a later format', 'newer_format', ({ manifest }) => Object.assign(manifest, { format: 2 })],
  ['another program’s', 'bad_manifest', ({ manifest }) => Object.assign(manifest, { program: 'koha' })],
  ['another schema', 'other_schema', ({ manifest }) => manifest.schema.migrations.push('9999_tomorrow')],
  ['less than everything', 'not_whole', ({ manifest }) => Object.assign(manifest, { parts: ['data'] })],
  ['nobody in it', 'not_whole', ({ manifest }) => Object.assign(manifest, { withoutPeople: true })],
  ['a file that is missing', 'damaged', ({ folder }) => unlink(join(folder, 'data/books.jsonl'))],
  ['a byte that changed', 'damaged', ({ folder, read }) => changedByte(folder, read)],
  [
    'a byte more',
    'damaged',
    async ({ folder, read }) => writeFile(join(folder, 'data/books.jsonl'), `${await read('data/books.jsonl')} `),
  ],
  ['a link in place of a file', 'damaged', async ({ folder }) => linked(folder, 'data/books.jsonl')],
  ['a folder that is a link', 'damaged', async ({ folder }) => linked(folder, 'data')],
  ['a table too few', 'tables_differ', ({ manifest }) => dropped(manifest.files, 'data/holds.jsonl')],
  ['a table of its own', 'tables_differ', ({ manifest, folder }) => added(manifest.files, folder)],
  [
    'a table that stays at home',
    'tables_differ',
    ({ manifest, folder }) => added(manifest.files, folder, 'data/sessions.jsonl'),
  ],
  ['a row that is no JSON', 'bad_rows', edited('data/books.jsonl', (text) => text.replace('{"id"', '{"id'))],
  ['a row that is a list', 'bad_rows', edited('data/books.jsonl', () => '[1,2]\n')],
  ['a NUL in a text', 'bad_rows', edited('data/books.jsonl', (text) => text.replace('"title":"', '"title":"\\u0000'))],
  ['half a character', 'bad_rows', edited('data/books.jsonl', (text) => text.replace('"title":"', '"title":"\\ud800'))],
  [
    'a value no column takes',
    'bad_rows',
    edited('data/books.jsonl', (text) => text.replace('"status":"ACTIVE"', '"status":"HACKED"')),
  ],
  ['one row twice', 'bad_rows', edited('data/branches.jsonl', (text) => text + text)],
  [
    'a reference to nobody',
    'bad_rows',
    edited('data/copies.jsonl', (text) =>
      text.replace(/"book_id":"[^"]+"/, '"book_id":"00000000-0000-0000-0000-000000000001"'),
    ),
  ],
  [
    'a row slipped in',
    'wrong_count',
    edited('data/settings.jsonl', (text) => `${text}{"key":"slipped","value":1,"updated_at":"2026-01-01T00:00:00Z"}\n`),
  ],
  ['rows it does not have', 'wrong_count', edited('data/holds.jsonl', (text) => text, 5)],
  [
    'a copy that is in no stock',
    'breaks_rules',
    edited('data/book_counts.jsonl', (text) => text.replace(/"stock":\d+/, '"stock":99')),
  ],
  [
    'money that does not balance',
    'breaks_rules',
    async ({ read, forge }) => unbalanced(await read('data/ledger_entries.jsonl'), forge),
  ],
  [
    'a transaction nobody will ever reach',
    'far_ahead',
    ({ manifest }) => Object.assign(manifest, { lastTransaction: '18446744073709551615' }),
  ],
  [
    'words where a number stands',
    'bad_manifest',
    ({ manifest }) => Object.assign(manifest, { lastTransaction: '1; drop table books; --' }),
  ],
  [
    'a sequence by another name',
    'bad_manifest',
    ({ manifest }) => Object.assign(manifest.sequences, { "x'; drop": '1' }),
  ],
  ['a month that is none', 'bad_manifest', ({ manifest }) => Object.assign(manifest.months, { facts: ['2026-13'] })],
];

async function changedByte(folder: string, read: Tampering['read']): Promise<void> {
  const text = await read('data/books.jsonl');
  await writeFile(
    join(folder, 'data/books.jsonl'),
    text.replace('"title":"', '"title":"X').replace('"version":1', '"version":'),
  );
}

async function linked(folder: string, what: string): Promise<void> {
  const elsewhere = `${folder}-elsewhere`;
  await rm(elsewhere, { recursive: true, force: true });
  await rename(join(folder, what), elsewhere);
  await symlink(elsewhere, join(folder, what));
}

const dropped = (files: { path: string }[], gone: string) =>
  files.splice(
    files.findIndex(({ path: one }) => one === gone),
    1,
  );

async function added(files: object[], folder: string, name = 'data/pg_authid.jsonl'): Promise<void> {
  await writeFile(join(folder, name), '');
  files.push({
    path: name,
    bytes: 0,
    rows: 0,
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  });
}

async function unbalanced(entries: string, forge: Tampering['forge']): Promise<void> {
  const entry = {
    id: '0198c000-0000-7000-8000-0000000000aa',
    at: '2026-01-01T00:00:00Z',
    kind: 'FORGED',
    description: 'x',
    tx: '3',
  };
  await forge('data/ledger_entries.jsonl', `${entries}${JSON.stringify(entry)}\n`, entries.split('\n').length);
  const line = (n: number, amount: number) =>
    JSON.stringify({ entry_id: entry.id, line: n, ledger_account: '1010', amount });
  await forge('data/ledger_lines.jsonl', `${line(0, 5)}\n${line(1, 7)}\n`, 2);
}

describe('an export somebody tampered with', { timeout: 120_000 }, () => {
  let folder: string;
  let source: TestLibrary;
  let target: EmptyLibrary;
  let untouched: unknown;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pustaka-hostile-'));
    [source, target] = [await openLibrary(), await openEmptyLibrary()];
    await addBook(source.app, source.cast, { copies: 2 });
    await source.app.drivers.files.put('covers/a-1.jpg', Buffer.from('gambar'));
    await exported(source, join(folder, 'good'));
    untouched = await state();
  }, 120_000);
  afterAll(async () => {
    await source.close();
    await target.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Everything there is in the library it should go into. */
  async function state(): Promise<unknown> {
    const tables = await target.rows(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
    );
    const rows = await Promise.all(
      tables.map(async ({ name }) => [name, (await target.rows(`select count(*)::int as n from ${name}`))[0]?.n]),
    );
    const triggers = await target.rows(`select tgname::text, tgenabled::text from pg_trigger where tgenabled <> 'O'`);
    const deferred = await target.rows(`select conname::text from pg_constraint where condeferrable and contype = 'f'`);
    const { dataRoot } = target.app;
    const files = existsSync(dataRoot)
      ? readdirSync(dataRoot, { recursive: true, encoding: 'utf8' }).filter((one) => /\.\w+$/.test(one))
      : [];
    return { rows, triggers, deferred, files: files.filter((one) => !/^secrets|^audit/.test(one)) };
  }

  it.each(HOSTILE)('%s is refused (%s), and nothing was changed', async (name, reason, change) => {
    const place = await tampered(join(folder, 'good'), join(folder, `bad ${name.replace(/\W/g, '')}`), change);
    await expect(broughtInto(target, place)).rejects.toMatchObject({ reason: `export.${reason}` });
    expect(await state()).toEqual(untouched);
  });

  it('that unpacks to a thousand times what it says is refused before it does', async () => {
    const place = join(folder, 'bomb.zip');
    const handle = await open(place, 'w');
    const zip = new ZipWriter(handle);
    const manifest = JSON.parse(await readFile(join(folder, 'good', MANIFEST), 'utf8'));
    const file = manifest.files.find((one: { path: string }) => one.path === 'data/books.jsonl');
    const zeroes = Array.from({ length: 2_000 }, () => Buffer.alloc(1 << 20));
    await zip.add('data/books.jsonl', zeroes);
    await zip.add(MANIFEST, [Buffer.from(JSON.stringify({ ...manifest, files: [file] }))]);
    await zip.end();
    await handle.close();
    const before = process.memoryUsage.rss();
    await expect(broughtInto(target, place)).rejects.toMatchObject({ reason: 'export.damaged' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('or something that is no export at all is refused', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'not a zip');
    await expect(broughtInto(target, file)).rejects.toMatchObject({ reason: 'export.unreadable' });
    await expect(broughtInto(target, join(folder, 'nowhere'))).rejects.toMatchObject({ reason: 'export.no_manifest' });
    expect(await state()).toEqual(untouched);
  });

  it('goes into no library that has anything, and into none that runs', async () => {
    const good = join(folder, 'good');
    const full = await source.call(null, 'GET', '/branches');
    await expect(broughtInto(source as never, good)).rejects.toMatchObject({ reason: 'export.not_empty' });
    expect((await source.call(null, 'GET', '/branches')).body.data).toEqual(full.body.data);
    const client = await target.app.pool.connect();
    await client.query('select pg_advisory_lock(7318002)');
    await expect(broughtInto(target, good)).rejects.toMatchObject({ reason: 'export.runs' });
    await client.query('select pg_advisory_unlock(7318002)');
    client.release();
    expect(await broughtInto(target, good)).toMatchObject({ files: 1 });
    await expect(broughtInto(target, good)).rejects.toMatchObject({ reason: 'export.not_empty' });
  });
});
