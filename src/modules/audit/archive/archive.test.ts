import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetLog, recordFacts, sealUntil, tamper } from '../../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { verifyLog } from '../index.ts';
import { archiveMonths, monthsBack } from './archive-months.ts';
import { eraseArchived, expireArchives } from './erase-archived.ts';
import { monthFile, monthFolder } from './files.ts';

/** By the real clock: the database lets no month go that it does not know to be twelve months old itself. */
const today = new Date();
const old = monthsBack(today, 20);
const older = monthsBack(today, 21);
const young = monthsBack(today, 11);

describe('archiving', () => {
  let library: TestLibrary;
  const months = () => readdir(join(library.app.dataRoot, 'archive'));
  const text = async (month: string, file: 'facts' | 'details'): Promise<string> =>
    gunzipSync(await readFile(monthFile(monthFolder(library.app.dataRoot, month), file))).toString();

  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(async () => {
    await forgetLog(library);
    for (const [month, count] of [
      [older, 2],
      [young, 1],
    ])
      await library.app.pool.query('select ensure_fact_partitions($1, $2)', [month, count]);
    for (const month of [older, old, young]) {
      library.clock.set(`${month.slice(0, 7)}-10T10:00:00Z`);
      await recordFacts(library, `${month}-a`, [`${month}-b`, `${month}-c`]);
    }
    const sari = await library.cast.sari.actor();
    const ctx = { ...library.as(sari), now: new Date(`${old}T12:00:00Z`) };
    await asSystem(ctx, async (inside) => inside.record('hold.placed', { type: 'CREATE', id: 'h-1', name: 'Laskar' }));
    library.clock.set(today.toISOString());
    await sealUntil(library, 10);
  });

  it('moves what is twelve months old into files of its own, and the log stays whole', async () => {
    expect(await archiveMonths(library.app)).toEqual(expect.arrayContaining([older, old]));
    const { rows } = await library.app.pool.query('select entity_id from facts order by at, id');
    expect(rows.map((row) => row.entity_id)).toEqual(['a', 'b', 'c'].map((letter) => `${young}-${letter}`));
    expect(await months()).toEqual(expect.arrayContaining([older.slice(0, 7), old.slice(0, 7)]));
    expect(await text(old, 'facts')).not.toContain('Buku');
    expect((await text(old, 'details')).split('\n')).toHaveLength(5);
    const about = await readFile(join(monthFolder(library.app.dataRoot, old), 'month.json'), 'utf8');
    expect(JSON.parse(about)).toMatchObject({ month: old, facts: 4, checkpoint: expect.stringContaining('"seal"') });
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, facts: 10, archived: 7, sealed: 10, erased: 0 });
    expect(await archiveMonths(library.app)).toEqual([]);
  });

  it('finds what was changed in an archive, and an archive that is gone or damaged', async () => {
    await archiveMonths(library.app);
    const folder = monthFolder(library.app.dataRoot, old);
    const file = monthFile(folder, 'facts');
    const kept = await readFile(file);
    const kinds = async () => [...new Set((await verifyLog(library.app)).problems.map(({ kind }) => kind))];
    await writeFile(file, gzipSync(gunzipSync(kept).toString().replace('"hold"', '"book"')));
    expect(await kinds()).toEqual(['fact_changed']);
    await writeFile(file, gzipSync(gunzipSync(kept).toString().split('\n').slice(1).join('\n')));
    expect(await kinds()).toEqual(['fact_missing']);
    await writeFile(file, kept.subarray(0, kept.length / 2));
    expect(await kinds()).toEqual(['archive_lost']);
    await writeFile(file, kept);
    const details = monthFile(folder, 'details');
    await writeFile(details, gzipSync((await text(old, 'details')).replace('Laskar', 'Pelangi')));
    expect(await kinds()).toEqual(['details_changed']);
    await rm(folder, { recursive: true });
    expect((await verifyLog(library.app)).problems).toMatchObject(Array(4).fill({ kind: 'archive_lost' }));
  });

  it('erases there too what is erased, and only that', async () => {
    await archiveMonths(library.app);
    const erase = 'select erase_fact_details($1, $2, $3)';
    await library.app.pool.query(erase, [['book'], [`${older}-a`, `${young}-a`], [library.cast.sari.accountId]]);
    expect(await text(old, 'details')).toContain('Laskar');
    await eraseArchived(library.app);
    expect(await text(old, 'details')).not.toContain('Laskar');
    expect((await text(older, 'details')).trimEnd().split('\n')).toHaveLength(2);
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, archived: 7, erased: 3 });
    expect((await library.app.pool.query('select * from fact_erasures')).rows).toEqual([]);
  });

  it('leaves a month where it is that was tampered with or is not wholly sealed', async () => {
    await tamper(library, `update facts set entity_id = 'x' where entity_id = $1`, [`${older}-a`]);
    await expect(archiveMonths(library.app)).rejects.toMatchObject({ reason: 'audit.month_changed' });
    await tamper(library, `update facts set entity_id = $1 where entity_id = 'x'`, [`${older}-a`]);
    library.clock.set(`${older.slice(0, 7)}-20T10:00:00Z`);
    await recordFacts(library, 'late');
    library.clock.set(today.toISOString());
    await expect(archiveMonths(library.app)).rejects.toThrow(/facts, its archive 3/);
    expect((await library.app.pool.query('select count(*) from facts where at < $1', [young])).rows[0].count).toBe(8);
  });

  it('drops no month that is young, whatever clock is shown', async () => {
    const drop = 'select drop_fact_month($1, 3, sha256($2), $3)';
    const tried = library.app.pool.query(drop, [young, 'x', new Date('2090-01-01')]);
    await expect(tried).rejects.toThrow('is not twelve months old');
    library.clock.move('900d');
    expect(await archiveMonths(library.app)).not.toContain(young);
  });

  it('lets an archive go after five years, and the leaves stay proof of what was there', async () => {
    await archiveMonths(library.app);
    library.clock.move('1300d');
    await expireArchives(library.app);
    expect(await months()).not.toContain(old.slice(0, 7));
    expect(await verifyLog(library.app)).toMatchObject({ ok: true, expired: 7, archived: 0, facts: 10 });
  });
});
