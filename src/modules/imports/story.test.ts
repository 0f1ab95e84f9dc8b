import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importer } from '../../../test/support/imports.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { zipOf } from '../../../test/support/zip.ts';
import { makeCtx, systemActor } from '../../kernel/context.ts';
import { importJobs, importSchedules } from './jobs.ts';
import { paceNow, SMALL_PART, WHOLE_PART } from './pace.ts';
import { runImport } from './run.ts';

let library: TestLibrary;
let go: ReturnType<typeof importer>;
beforeAll(async () => {
  library = await openLibrary({ env: { IMPORT_MAX_BYTES: '2000000', IMPORT_KEEP_DAYS: '30' } });
  await library.app.jobs.open(library.app, importJobs, []);
  go = importer(library);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});
beforeEach(() => library.factsSince());

const system = () => makeCtx(library.app, systemActor('worker'));
const many = (word: string, n: number): string =>
  `judul;penulis\n${Array.from({ length: n }, (_, at) => `${word} ${at};Penulis ${at % 7}`).join('\n')}\n`;
const count = async (word: string): Promise<number> =>
  (await library.app.pool.query('select count(*)::int as n from books where title like $1', [`${word} %`])).rows[0].n;
const started = async (file: string): Promise<string> => {
  const { id } = await go.look(file);
  await go.call('POST', `/${id}/run`, {});
  return id;
};
const schedule = (name: string) => importSchedules.find((each) => each.name === name);

describe('while an import runs', () => {
  it('it is paused after the part it is at, resumed where it was, and ends as if nothing had been', async () => {
    const id = await started(many('Jeda', 1_200));
    let told = 0;
    const paused: Promise<unknown>[] = [];
    await runImport(system(), id, {
      told: () => {
        told += 1;
        if (told === 1) paused.push(go.call('POST', `/${id}/pause`, {}));
      },
    });
    await Promise.all(paused);
    const half = await go.one(id);
    expect(half).toMatchObject({ state: 'PAUSED', can: { resume: true, pause: false, cancel: true } });
    expect(half.counts.rows).toBe(await count('Jeda'));
    expect(half.counts.rows).toBeLessThan(1_200);
    await runImport(system(), id);
    expect((await go.one(id)).counts.rows).toBe(half.counts.rows);
    expect((await go.call('POST', `/${id}/resume`, {})).status).toBe(202);
    expect(await go.work(id)).toMatchObject({ state: 'DONE', counts: { rows: 1_200, created: 1_200 } });
    expect(await count('Jeda')).toBe(1_200);
    expect(await library.factsSince()).toEqual(
      expect.arrayContaining(['import.paused', 'import.resumed', 'import.finished']),
    );
  });

  it('it is cancelled; what is in stays until it is undone', async () => {
    const id = await started(many('Batal', 700));
    const cancelled: Promise<unknown>[] = [];
    await runImport(system(), id, { told: () => void cancelled.push(go.call('POST', `/${id}/cancel`, {})) });
    await Promise.all(cancelled);
    const ended = await go.one(id);
    expect(ended).toMatchObject({ state: 'CANCELLED', can: { undo: true, resume: false } });
    expect(await count('Batal')).toBe(ended.counts.created);
    expect((await go.undo(id)).undone).toMatchObject({ removed: ended.counts.created, stayed: 0 });
    expect(await count('Batal')).toBe(0);
  });

  it('two workers never write the same part', async () => {
    const id = await started(many('Berdua', 1_100));
    await Promise.all([runImport(system(), id), runImport(system(), id), runImport(system(), id)]);
    await runImport(system(), id);
    expect(await go.one(id)).toMatchObject({ state: 'DONE', counts: { rows: 1_100, created: 1_100 } });
    expect(await count('Berdua')).toBe(1_100);
  });

  it('a worker whose time is up leaves the rest to another job', async () => {
    const id = await started(many('Giliran', 1_100));
    expect(await runImport(system(), id, { until: 0 })).toBe(true);
    expect((await go.one(id)).state).toBe('RUNNING');
    expect(await runImport(system(), id)).toBe(false);
    expect(await count('Giliran')).toBe(1_100);
  });

  it('what nobody works on any more is taken up again', async () => {
    const id = await started(many('Terputus', 3));
    const resume = schedule('imports.resume');
    expect(await resume?.isDue?.(library.app)).toBe(false);
    library.clock.move('2m');
    expect(await resume?.isDue?.(library.app)).toBe(true);
    const jobs = async () =>
      (
        await library.app.pool.query(
          "select count(*)::int as n from pgboss.job where name = 'imports.run' and data ->> 'id' = $1",
          [id],
        )
      ).rows[0].n;
    const before = await jobs();
    await resume?.run(system());
    expect(await jobs()).toBe(before + 1);
    expect(await resume?.isDue?.(library.app)).toBe(false);
    await go.work(id);
  });

  it('whose starter may do nothing any more stops, and says why', async () => {
    const { yosef } = library.cast;
    const { id } = (await go.upload('judul\nTerlarang 1\n', '', yosef)).body.data;
    await go.call('POST', `/${id}/preview`, {}, yosef);
    await go.call('POST', `/${id}/run`, {}, yosef);
    await library.app.pool.query("update accounts set status = 'SUSPENDED' where id = $1", [yosef.accountId]);
    await runImport(system(), id);
    expect(await go.one(id)).toMatchObject({ state: 'FAILED', problem: { code: 'imports.person_gone' } });
    expect(await count('Terlarang')).toBe(0);
    await library.app.pool.query("update accounts set status = 'ACTIVE' where id = $1", [yosef.accountId]);
  });

  it('and is undone with the rights of whoever undoes it, though its starter is gone', async () => {
    const { yosef } = library.cast;
    const { id } = (await go.upload('judul\nKembali 1\n', '', yosef)).body.data;
    await go.call('POST', `/${id}/preview`, {}, yosef);
    await go.call('POST', `/${id}/run`, {}, yosef);
    await go.work(id);
    await library.app.pool.query("update accounts set status = 'SUSPENDED' where id = $1", [yosef.accountId]);
    expect(await go.undo(id)).toMatchObject({ state: 'UNDONE', undone: { removed: 1 } });
    expect(await count('Kembali')).toBe(0);
    await library.app.pool.query("update accounts set status = 'ACTIVE' where id = $1", [yosef.accountId]);
  });

  it('a file that turns bad in its middle stops it there; what stood before is in, and can be undone', async () => {
    const id = await started(`${many('Tengah', 2_600)}"tidak ditutup;x\n`);
    await runImport(system(), id);
    const ended = await go.one(id);
    expect(ended).toMatchObject({ state: 'FAILED', problem: { code: 'csv.unclosed_quote' }, can: { undo: true } });
    expect(ended.problem.message).toContain('2602');
    expect(await count('Tengah')).toBe(ended.counts.created);
    await go.undo(id);
    expect(await count('Tengah')).toBe(0);
  });
});

describe('the desk comes first', () => {
  it('parts are small and followed by rest while there are loans and returns, unless told otherwise', async () => {
    const { budi, sari } = library.cast;
    library.clock.move('1m');
    expect((await paceNow(system(), true)).size).toBe(WHOLE_PART);
    const { id } = await go.bring('judul;barcode\nMeja;MJ-1\n');
    expect(id).toBeDefined();
    await library.call(budi, 'POST', '/borrowings', { barcode: 'MJ-1', memberId: sari.memberId });
    const gentle = await paceNow(system(), true);
    expect(gentle.size).toBe(SMALL_PART);
    const began = performance.now();
    await gentle.rest(20);
    expect(performance.now() - began).toBeGreaterThan(70);
    expect((await paceNow(system(), false)).size).toBe(WHOLE_PART);
    library.clock.move('11s');
    expect((await paceNow(system(), true)).size).toBe(WHOLE_PART);
  });
});

describe('a file is refused, naming it and why,', () => {
  it.each<[string, () => Buffer | string, number, string]>([
    ['when it is empty', () => '', 400, 'imports.file_needed'],
    ['when it is larger than the configuration allows', () => Buffer.alloc(2_000_001, 'a'), 413, 'imports.too_large'],
    ['when it is an old XLS', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 400, 'sheet.old_xls'],
    ['when it is a ZIP of something', () => zipOf([{ name: 'a.txt', body: 'x' }]), 400, 'sheet.not_xlsx'],
    ['when it is a picture', () => Buffer.from([0xff, 0xd8, 0xff, 0, 0, 0]), 400, 'csv.not_text'],
    ['when a column is there twice', () => 'judul;judul\na;b\n', 400, 'csv.duplicate_column'],
    ['when it has 100,000 columns', () => `${'a;'.repeat(100_000)}\n`, 400, 'csv.too_many_columns'],
  ])('%s', async (_what, file, status, reason) => {
    const answer = await go.upload(file());
    expect([answer.status, answer.body.error.details.reason, answer.body.error.field]).toEqual([
      status,
      reason,
      'file',
    ]);
    expect(
      await readdir(join(library.app.dataRoot, 'imports')).then((all) => all.filter((name) => name.endsWith('.part'))),
    ).toEqual([]);
  });

  it('of another type than a file', async () => {
    const { status } = await library.call(library.cast.budi, 'POST', '/imports', { judul: 'x' });
    expect(status).toBe(415);
  });
});

describe('what is kept', () => {
  it('file and rejects go after the time that is set, the story stays', async () => {
    const { id } = await go.bring('judul;harga\nLama;x\n');
    const open = (await go.upload('judul\nTerlupa\n')).body.data.id;
    await mkdir(join(library.app.dataRoot, 'incoming'), { recursive: true });
    const broken = join(library.app.dataRoot, 'incoming', 'terputus');
    await writeFile(broken, 'x');
    library.clock.move('31d');
    await utimes(broken, new Date(0), new Date(0));
    await schedule('imports.tidy')?.run(system());
    const kept = await go.one(id);
    expect(kept).toMatchObject({ state: 'DONE', preview: null, can: { resume: false } });
    expect((await go.call('GET', `/${id}/rejects`)).text.trim().split('\n')).toHaveLength(1);
    expect((await go.one(open)).state).toBe('CANCELLED');
    const left = await readdir(join(library.app.dataRoot, 'imports'));
    expect(left.filter((name) => name.startsWith(id) || name.startsWith(open))).toEqual([]);
    expect(await readdir(join(library.app.dataRoot, 'incoming'))).toEqual([]);
    expect(await library.factsSince()).toContain('import.file_removed');
  });
});
