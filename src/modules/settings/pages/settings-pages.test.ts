import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

let library: TestLibrary;
let wati: Browser;
beforeAll(async () => {
  library = await openLibrary();
  wati = await browse(library, library.cast.wati);
});
afterAll(() => library.close());

/** What the settings page itself would send. */
async function fields(change: Record<string, string> = {}): Promise<Record<string, string>> {
  const page = await wati.get('/staf/pengaturan');
  const names = [
    'libraryName',
    'accent',
    'barcodePrefix',
    'barcodeDigits',
    'memberPrefix',
    'memberDigits',
    'hours_monday',
    '_version',
    '_key',
  ];
  const own = Object.fromEntries(names.map((name) => [name, page.value(name) ?? '']));
  return { ...own, locale: 'id', timeZone: 'Asia/Jakarta', refundSecondPerson: 'true', ...change };
}

describe('settings as a screen', () => {
  it('changes name, colour and hours, and the whole portal follows', async () => {
    const page = await wati.send(
      '/staf/pengaturan',
      await fields({ libraryName: 'Taman Baca <Melati>', accent: '#7a1f5c', hours_monday: '8:00-12.00, 13:00-16:00' }),
    );
    expect(page.text).toContain('Pengaturan disimpan');
    expect(page.value('hours_monday')).toBe('08:00-12:00, 13:00-16:00');
    expect((await wati.get('/katalog')).text).toContain('Taman Baca <Melati>');
    expect((await wati.get('/theme.css')).html).toBe(':root{--brand:#7a1f5c}');
  });

  it('refuses a colour on which white letters cannot be read, by its field', async () => {
    const page = await wati.post('/staf/pengaturan', await fields({ accent: '#ffee00' }));
    expect(page.status).toBe(422);
    expect(page.errors.accent).toContain('pucat');
  });

  it('does not overwrite what somebody else saved meanwhile', async () => {
    const stale = await fields({ libraryName: 'Satu' });
    await wati.send('/staf/pengaturan', await fields({ libraryName: 'Dua' }));
    const answer = await wati.post('/staf/pengaturan', stale);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('diubah');
    expect((await wati.get('/katalog')).text).toContain('Dua');
  });

  it('shows settings to who may only look, without a way to save', async () => {
    const tono = await browse(library, library.cast.tono);
    const page = await tono.get('/staf/pengaturan');
    expect(page.text).toContain('tidak mengubah');
    expect(page.html).toContain('<fieldset disabled');
    expect(page.html).not.toMatch(/<button[^>]*data-size="lg"[^>]*>\s*Simpan/);
    expect((await tono.post('/staf/pengaturan', { libraryName: 'x' })).status).toBe(403);
  });

  it('makes, changes and closes a branch', async () => {
    const made = await wati.send('/staf/cabang/baru', { code: 'BLK', name: 'Bilik Baca', kind: 'FIXED' });
    expect(made.text).toContain('Cabang Bilik Baca disimpan');
    const id = /\/staf\/cabang\/([0-9a-f-]{36})"[^>]*>\s*Bilik Baca/.exec(made.html)?.[1];
    const closed = await wati.send(`/staf/cabang/${id}/keadaan`, { status: 'CLOSED' });
    expect(closed.text).toContain('Buka lagi cabang ini');
    const wrong = await wati.post('/staf/cabang/baru', { code: 'kecil', name: '', kind: 'FIXED' });
    expect(Object.keys(wrong.errors).sort()).toEqual(['code', 'name']);
  });

  it('adds holidays by hand and all national ones at once', async () => {
    const own = await wati.send('/staf/hari-libur', { date: '2026-03-10', name: 'Hari jadi', branchId: '' });
    expect(own.text).toContain('Hari jadi');
    const national = await wati.send('/staf/hari-libur/nasional', { year: '2026' });
    expect(national.text).toMatch(/\d+ hari libur nasional ditambahkan/);
    expect(national.text).toContain('Natal');
  });

  it('asks few questions of the database', async () => {
    await wati.get('/staf/pengaturan');
    const { queries } = await countQueries(() => wati.get('/staf/pengaturan'));
    expect(queries).toBeLessThanOrEqual(3);
  });
});
