import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Library } from '../support/program.ts';

const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };

describe('pustaka import file', () => {
  let library: Library;
  beforeAll(async () => {
    library = await Library.create();
  }, 60_000);
  afterAll(() => library.close());
  const pustaka = (...args: readonly string[]) => library.command(['import', 'file', ...args], ENGLISH);

  it('looks first, brings in what can be kept, writes the rest with its reason, and nothing twice', async () => {
    const path = join(library.dataRoot, 'buku.csv');
    const rejects = join(library.dataRoot, 'ditolak.csv');
    writeFileSync(path, 'Judul;Pengarang;Kode Eksemplar;Entah\nSatu;A;F-1;x\nDua;B;??;x\n');
    const dry = await pustaka(path, '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toMatch(/^2\tcreate\tSatu\tA\t$/m);
    expect(dry.stderr).toContain('Columns nobody knows: Entah');
    const done = await pustaka(path, '--branch', 'PUSAT', '--rejects', rejects, '--json');
    expect(done.code).toBe(1);
    expect(JSON.parse(done.stdout)).toMatchObject({
      state: 'DONE',
      counts: { rows: 2, created: 1, copies: 1, failed: 1 },
    });
    expect(readFileSync(rejects, 'utf8')).toMatch(/\r\nDua,B,\?\?,x,3,barcode,/);
    const again = await pustaka(path, '--json');
    expect(JSON.parse(again.stdout).counts).toMatchObject({ created: 0, copies: 0, unchanged: 1 });
  }, 180_000);

  it('says what is not there', async () => {
    expect((await pustaka('/nowhere.csv')).code).toBe(3);
    const path = join(library.dataRoot, 'kosong.csv');
    writeFileSync(path, 'judul\nX\n');
    const none = await pustaka(path, '--profile', 'Tidak ada');
    expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('No import profile Tidak ada')]);
    expect((await pustaka(path, '--on-match', 'salah')).code).toBe(2);
  }, 120_000);
});
