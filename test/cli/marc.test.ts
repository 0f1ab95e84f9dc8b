import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import { field, marc } from '../support/marc.ts';
import { Library } from '../support/program.ts';

const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };
const book = (title: string, ...fields: Parameters<typeof marc>[1] & object): Buffer =>
  encodeIso2709(marc(title, fields));

describe('pustaka import marc', () => {
  let library: Library;
  const bad = Buffer.from('this is no record\x1d');
  const file = Buffer.concat([book('Satu'), bad, book('Dua', field('952', '  ', 'pM-1'))]);
  beforeAll(async () => {
    library = await Library.create();
  }, 60_000);
  afterAll(() => library.close());
  const pustaka = (args: readonly string[], input?: string) =>
    library.command(['import', 'marc', ...args], ENGLISH, input);

  it('checks first, brings in what can be kept, and writes what was refused byte by byte', async () => {
    const path = join(library.dataRoot, 'katalog.mrc');
    const rejects = join(library.dataRoot, 'ditolak.mrc');
    writeFileSync(path, file);
    const dry = await pustaka([path, '--dry-run', '--json']);
    expect(dry.code).toBe(1);
    expect(JSON.parse(dry.stdout)).toMatchObject({ dryRun: true, records: 3, created: 2, failed: 1, batchId: null });
    const done = await pustaka([path, '--items', '--branch', 'PUSAT', '--rejects', rejects]);
    expect(done.code).toBe(1);
    expect(done.stdout).toMatch(/^created\t2$/m);
    expect(done.stdout).toMatch(/^copies\t1$/m);
    expect(done.stderr).toContain(`2 @${book('Satu').length}: This is no MARC record`);
    expect(readFileSync(rejects).equals(bad)).toBe(true);
    const again = await pustaka([path, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ created: 0, unchanged: 2, failed: 1 });
  }, 120_000);

  it('reads stdin, and says what is no MARC file or not there', async () => {
    const done = await pustaka(['-', '--json'], book('Tiga').toString());
    expect({ code: done.code, created: JSON.parse(done.stdout).created }).toEqual({ code: 0, created: 1 });
    expect((await pustaka(['/nowhere.mrc'])).code).toBe(3);
    const none = await pustaka(['-'], 'judul;pengarang\n');
    expect(none.code).not.toBe(0);
    expect(none.stderr).toContain('not MARC');
  }, 120_000);
});
