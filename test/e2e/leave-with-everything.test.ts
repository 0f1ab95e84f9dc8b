import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCtx, systemActor } from '../../src/kernel/context.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { openCsv } from '../../src/lib/csv/read.ts';
import { Iso2709Reader } from '../../src/lib/marc/iso2709/read.ts';
import { verifyLog } from '../../src/modules/audit/index.ts';
import { reindexBooks } from '../../src/modules/catalog/index.ts';
import { type Manifest, verifyExport } from '../../src/modules/export/index.ts';
import { listOf, tablesOf } from '../../src/modules/export/tables.ts';
import { search } from '../../src/modules/search/index.ts';
import { seedDemo } from '../../src/seed/demo.ts';
import { sealAll } from '../support/audit-log.ts';
import { type EmptyLibrary, openEmptyLibrary } from '../support/empty-library.ts';
import { broughtInto, exported } from '../support/export.ts';
import { brokenInvariants } from '../support/invariants.ts';

/** What JSON, CSV and clocks like to lose. */
const STRANGE = `
  update books set title = '=HYPERLINK("http://evil.example";"klik")', description = E'dua\\nbaris, "kutip", \\\\garis\\\\ dan \\u2028 \\U0001F4DA'
    where id = (select id from books order by id limit 1);
  update members set name = '@SUM(A1:A9)', notes = E'\\t-1+1', created_at = '2024-02-29 23:59:59.123456+00'
    where id = (select id from members order by id limit 1);
  update accounts set totp_secret = 'v1.sealed', totp_enabled_at = created_at where id = (select id from accounts order by id limit 1);
  insert into catalog_batches (id, kind, summary, created_at) values
    ('0198c000-0000-7000-8000-000000000001', 'IMPORT', '{"n": 12345678901234567890.1234567890, "tiny": 1e-400, "text": "a\\\\b\\"c"}', '2025-01-01 00:00:00.000001+00');
  update books set rating = 4.1, flags = '{"a,b","{\\"x\\"}",""}' where id = (select id from books order by id desc limit 1)`;

describe('a library that leaves with everything', { timeout: 240_000 }, () => {
  let folder: string;
  let source: EmptyLibrary;
  let target: EmptyLibrary;
  let manifest: Manifest;
  let sealedMeanwhile = 0;
  const place = () => join(folder, 'ekspor');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pustaka-leave-'));
    [source, target] = [await openEmptyLibrary(), await openEmptyLibrary()];
    await seedDemo(source.app, () => {});
    await source.rows(STRANGE);
    const ctx = makeCtx(source.app, systemActor('test'));
    const [strange] = await source.rows('select id from books order by id limit 1');
    await asSystem(ctx, async (tx) => tx.unchanged(await reindexBooks(tx, [String(strange?.id)])));
    await source.app.drivers.files.put('covers/a-1.jpg', Buffer.alloc(300_000, 7));
    await source.app.drivers.files.put('photos/b-2.png', Buffer.from('gambar'));
    await sealAll(source.app);
    manifest = await exported(source, place(), {
      // A desk that goes on meanwhile.
      told: async (_n, path) => {
        if (path !== 'data/books.jsonl' || sealedMeanwhile > 0) return;
        await asSystem(ctx, async (tx) => tx.record('book.viewed', { type: 'VIEW', id: 'meanwhile' }));
        sealedMeanwhile = await sealAll(source.app);
      },
    });
    await broughtInto(target, place());
  }, 240_000);
  afterAll(async () => {
    await source.close();
    await target.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is whole there: every table row by row, and every file byte by byte', async () => {
    const tables = await tablesOf(source.app.pool);
    expect(tables.length).toBeGreaterThan(40);
    for (const { name, columns } of tables) {
      const rows = (of: EmptyLibrary, where: string) =>
        of.rows(`select t::text as row from (select ${listOf(columns)} from ${name} ${where}) t order by 1`);
      const here = await rows(source, SINCE[name]?.source ?? '');
      expect([name, await rows(target, SINCE[name]?.target ?? '')]).toEqual([name, here]);
    }
    const of = ({ app }: EmptyLibrary) =>
      readdirSync(join(app.dataRoot, 'files'), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.\w+$/.test(path))
        .sort()
        .map((path) => [path, readFileSync(join(app.dataRoot, 'files', path)).toString('base64')]);
    expect(of(target)).toEqual(of(source));
    expect(of(target)).toHaveLength(2);
  });

  it('goes on where it was: numbers, rules of the data, search', async () => {
    const next = `select last_value from copy_barcode_seq union all select last_value from hold_queue_seq
      union all select last_value from receipt_number_seq union all select last_value from visit_number_seq`;
    expect(await target.rows(next)).toEqual(await source.rows(next));
    expect(await brokenInvariants(target.app.pool)).toEqual([]);
    const [{ title = '' } = {}] = (await source.rows(`select title from books order by title limit 1 offset 900`)) as {
      title?: string;
    }[];
    const query = { kinds: ['book'], text: title, hidden: true, sort: 'relevance', descending: true } as const;
    const found = ({ app }: EmptyLibrary) =>
      search.find(makeCtx(app, systemActor('test')), { ...query, page: { page: 1, limit: 20 } });
    expect((await found(target)).ids).toEqual((await found(source)).ids);
    const parts = `select kind, id, is_public, popularity, number, sort_title, sort_author, title, body::text from search_index order by id`;
    expect(await target.rows(parts)).toEqual(await source.rows(parts));
  });

  it('keeps its activity log, signed as it was, and seals what comes', async () => {
    await asSystem(makeCtx(target.app, systemActor('test')), async (tx) =>
      tx.record('book.viewed', { type: 'VIEW', id: 'afterwards' }),
    );
    const before = await verifyLog(target.app);
    expect(before.problems).toEqual([]);
    expect(before.sealed).toBeGreaterThan(0);
    await sealAll(target.app);
    const after = await verifyLog(target.app);
    expect(after.problems).toEqual([]);
    expect(after).toMatchObject({ ok: true, unsealed: 0, facts: after.sealed });
    expect(await target.facts()).toContain('library.brought_in');
    await target.rows('select 1');
  });

  it('does not hold back the sealing of what happens meanwhile', () => {
    expect(sealedMeanwhile).toBe(1);
    const facts = manifest.files.find(({ path }) => path === 'data/facts.jsonl');
    expect(facts?.rows).toBeGreaterThan(0);
    expect(readFileSync(join(place(), 'data/facts.jsonl'), 'utf8')).not.toContain('"meanwhile"');
  });

  it('is told by its manifest, which anybody can check', async () => {
    expect(await verifyExport(place())).toMatchObject({ damaged: [], files: manifest.files.length });
    const rows = new Map(manifest.files.map((file) => [file.path, file.rows]));
    expect(rows.get('csv/members.csv')).toBe(300);
    expect(rows.get('marc/books.mrc')).toBe(2_000);
    expect(rows.get('data/copies.jsonl')).toBe(4_000);
    for (const secret of ['sessions', 'api_keys', 'recovery_codes', 'secrets/'])
      expect(manifest.leftOut.map(({ what }) => what)).toContain(secret);
    expect([...rows.keys()].join()).not.toMatch(/session|token|secret|key\.jsonl/);
    expect(readFileSync(join(place(), 'data/accounts.jsonl'), 'utf8')).not.toContain('totp');
    expect(readFileSync(join(place(), 'README.txt'), 'utf8')).toContain('pustaka export verify');
  });

  it('speaks to other programs: MARC that is read, CSV that runs no formula', async () => {
    const reader = new Iso2709Reader();
    const read = [...reader.push(await readFile(join(place(), 'marc/books.mrc'))), ...reader.end()];
    expect(read.every(({ ok }) => ok)).toBe(true);
    expect(read).toHaveLength(2_000);
    const members = await openCsv(await readFile(join(place(), 'csv/members.csv')));
    expect(members.columns).toContain('memberId');
    let rows = 0;
    for await (const _row of members.rows) rows++;
    expect(rows).toBe(300);
    const text = readFileSync(join(place(), 'csv/members.csv'), 'utf8');
    expect(text).toContain("'@SUM(A1:A9)");
    expect(readFileSync(join(place(), 'csv/books.csv'), 'utf8')).toContain(`"'=HYPERLINK(`);
    expect(text).not.toMatch(/(?:^|,)[=@]/m);
  });

  it('can leave without its people, and as a ZIP file', async () => {
    const zip = join(folder, 'katalog.zip');
    const made = await exported(source, zip, { withoutPeople: true });
    expect(made.files.map(({ path }) => path).filter((path) => !/^data|^marc/.test(path))).toEqual([
      'csv/books.csv',
      'csv/copies.csv',
      'files/covers/a-1.jpg',
    ]);
    expect(made.files.some(({ path }) => /member[^_]|borrow|visit[^_]|fact|account[^s]|fine/.test(path))).toBe(false);
    expect((await verifyExport(zip)).damaged).toEqual([]);
  });

  it('leaves nothing behind when it is stopped, and writes over nothing', async () => {
    const stop = new AbortController();
    const told = (n: number) => {
      if (n === 5) stop.abort();
    };
    for (const name of ['berhenti', 'berhenti.zip'])
      await expect(exported(source, join(folder, name), { signal: stop.signal, told })).rejects.toMatchObject({
        reason: 'export.stopped',
      });
    expect(readdirSync(folder).sort()).toEqual(['ekspor', 'katalog.zip']);
    await expect(exported(source, place())).rejects.toMatchObject({ reason: 'export.target_taken' });
  });
});

/** What a library does by being brought in is its own. */
const SINCE: Readonly<Record<string, { source?: string; target?: string }>> = {
  facts: { source: `where entity_id <> 'meanwhile'`, target: `where action <> 'library.brought_in'` },
  fact_details: {
    source: `where fact_id in (select id from facts where entity_id <> 'meanwhile')`,
    target: `where fact_id in (select id from facts where action <> 'library.brought_in')`,
  },
  fact_seals: { source: `where fact_id in (select id from facts where entity_id <> 'meanwhile')` },
  audit_checkpoints: {
    source: `where size < (select max(size) from audit_checkpoints)`,
    target: `where kind = 'SEAL'`,
  },
  audit_tree: { source: 'where false', target: 'where false' },
};
