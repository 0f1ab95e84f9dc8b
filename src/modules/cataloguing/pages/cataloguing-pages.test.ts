import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { field, marc } from '../../../../test/support/marc.ts';
import { httpTarget, sruAnswer, type Target } from '../../../../test/support/targets.ts';

const ISBN = '9789793062792';
let library: TestLibrary;
let budi: Browser;
let wati: Browser;
let other: Target;
let address: string;
beforeAll(async () => {
  library = await openLibrary();
  budi = await browse(library, library.cast.budi);
  wati = await browse(library, library.cast.wati);
  const record = marc('Laskar pelangi', [field('020', '  ', `a${ISBN}`), field('100', '0 ', 'aAndrea Hirata')]);
  other = await httpTarget((request, response) =>
    response.end(sruAnswer(request.url?.includes('bath.isbn') ? [record] : [])),
  );
  address = `http://127.0.0.1:${other.port}/`;
});
afterAll(async () => {
  await other.close();
  await library.close();
});

describe('sources in the settings', () => {
  it('begin empty, with public catalogues to add by one click', async () => {
    const page = await budi.get('/staf/sumber-katalog');
    expect(page.text).toContain('Belum ada sumber katalog');
    expect(page.html).not.toContain('/staf/sumber-katalog/baru');
    const after = await budi.send('/staf/sumber-katalog/umum', { preset: 'perpusnas' });
    expect(after.text).toContain('Perpustakaan Nasional RI ditambahkan');
    expect(after.text).toContain('Belum diperiksa');
    const gone = await library.app.pool.query('delete from catalogue_targets');
    expect(gone.rowCount).toBe(1);
  });

  it('are entered, checked, changed and deleted', async () => {
    const fields = {
      protocol: 'SRU',
      name: 'Tetangga',
      url: address,
      sruVersion: '1.1',
      recordSchema: 'marcxml',
      timeoutMs: '2000',
      position: '1',
    };
    const indexes = {
      indexIsbn: 'bath.isbn',
      indexIssn: '',
      indexTitle: 'dc.title',
      indexAuthor: 'dc.creator',
      enabled: 'true',
    };
    const made = await wati.send('/staf/sumber-katalog/baru', { ...fields, ...indexes });
    expect(made.text).toContain('Tetangga disimpan');
    const id = /sumber-katalog\/([0-9a-f-]{36})"/.exec(made.html)?.[1] ?? '';
    const checked = await budi.send(`/staf/sumber-katalog/${id}/periksa`);
    expect(checked.text).toMatch(/Tetangga menjawab dalam \d+ md/);
    const form = await wati.get(`/staf/sumber-katalog/${id}`);
    expect([form.value('url'), form.value('indexIssn'), form.value('timeoutMs')]).toEqual([address, '', '2000']);
    const wrong = await wati.post(`/staf/sumber-katalog/${id}`, {
      ...fields,
      ...indexes,
      url: 'ftp://x',
      _version: '1',
    });
    expect([wrong.status, Object.keys(wrong.errors), wrong.value('url')]).toEqual([422, ['url'], 'ftp://x']);
    const second = await wati.send('/staf/sumber-katalog/baru', {
      ...{ protocol: 'Z3950', name: 'Lama', host: 'katalog.example.org', port: '210', database: 'Default' },
      ...{ syntax: 'USMARC', charset: 'AUTO', timeoutMs: '500', position: '9' },
    });
    expect(second.text).toContain('katalog.example.org:210/Default');
    expect(second.text).toContain('Dimatikan');
    const other = /sumber-katalog\/([0-9a-f-]{36})">Lama/.exec(second.html.replace(/\s+/g, ' '))?.[1] ?? '';
    const after = await wati.send(`/staf/sumber-katalog/${other}/hapus`);
    expect(after.text).not.toContain('katalog.example.org');
  });

  it('say the field of a new one that is wrong, for both protocols', async () => {
    const sru = await wati.post('/staf/sumber-katalog/baru', {
      protocol: 'SRU',
      name: 'x',
      url: '',
      timeoutMs: '1',
      sruVersion: '1.1',
    });
    expect([sru.status, Object.keys(sru.errors).sort()]).toEqual([422, ['timeoutMs', 'url']]);
    const line = await wati.post('/staf/sumber-katalog/baru', {
      protocol: 'Z3950',
      name: 'x',
      host: 'a b',
      port: 'x',
      timeoutMs: '500',
    });
    expect(line.status).toBe(422);
    expect(Object.keys(line.errors)).toEqual(expect.arrayContaining(['host', 'port']));
  });
});

describe('the box', () => {
  it('finds candidates by ISBN and adds one with copies by its button', async () => {
    const page = await budi.get(`/staf/katalogisasi?q=${ISBN}&copies=2&branchId=${library.cast.central}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Laskar pelangi');
    expect(page.text).toContain('Dari Tetangga');
    expect(page.text).toContain('1 ditemukan, 1 diambil');
    expect([page.value('copies'), page.html.includes('data-box')]).toEqual(['2', true]);
    const candidate = /name="candidate" value="([0-9a-f]{32})"/.exec(page.html)?.[1] ?? '';
    const form = { q: ISBN, candidate, copies: '2', branchId: library.cast.central, _key: page.value('_key') ?? '' };
    const answer = await budi.post('/staf/katalogisasi', form);
    expect(answer.location).toBe(`/staf/katalogisasi?copies=2&branchId=${library.cast.central}`);
    const after = await budi.get(answer.location ?? '');
    expect(after.text).toMatch(/Laskar pelangi: ditambahkan dengan 2 eksemplar \(\w+, \w+\)/);
    const again = await budi.get(`/staf/katalogisasi?q=${ISBN}`);
    expect(again.text).toContain('Sudah ada di katalog kita');
    expect(again.text).toContain('Tambah eksemplar saja');
  });

  it('takes words as a title, and offers to record by hand what nobody has', async () => {
    const page = await budi.get('/staf/katalogisasi?q=tidak+ada+di+mana+pun&pengarang=Anu');
    expect(page.text).toContain('Tidak ditemukan');
    expect(page.html).toContain('/staf/buku/baru?judul=tidak+ada+di+mana+pun&amp;pengarang=Anu');
  });

  it('says what is wrong with a number that is no ISBN, and with a form', async () => {
    const wrong = await budi.get('/staf/katalogisasi?q=9789793062790');
    expect(wrong.text).toContain('ISBN');
    expect(wrong.html).toContain('role="alert"');
    const gone = await budi.post('/staf/katalogisasi', { q: ISBN, candidate: '0'.repeat(32), copies: '1' });
    expect([gone.status, gone.text.includes('tidak disimpan lagi')]).toEqual([422, true]);
    expect(gone.text).toContain('Laskar pelangi');
    const many = await budi.post('/staf/katalogisasi', { q: ISBN, candidate: '0'.repeat(32), copies: '1000' });
    expect([many.status, Object.keys(many.errors)]).toEqual([422, ['copies']]);
  });

  it('is quick: few queries', async () => {
    await budi.get(`/staf/katalogisasi?q=${ISBN}`);
    const { queries } = await countQueries(() => budi.get(`/staf/katalogisasi?q=${ISBN}`));
    expect(queries).toBeLessThanOrEqual(20);
  });

  it('and the sources are shut for who may not', async () => {
    for (const who of [library.cast.tono, library.cast.dewi, library.cast.manager]) {
      const person = await browse(library, who);
      for (const path of ['/staf/katalogisasi', '/staf/sumber-katalog', '/staf/sumber-katalog/baru'])
        expect((await person.get(path)).status).toBe(403);
      expect((await person.post('/staf/katalogisasi', { candidate: '0'.repeat(32) })).status).toBe(403);
      expect((await person.post('/staf/sumber-katalog/umum', { preset: 'dnb' })).status).toBe(403);
    }
    expect((await budi.get('/staf/sumber-katalog/baru')).status).toBe(403);
    expect((await budi.post('/staf/sumber-katalog/baru', { name: 'x' })).status).toBe(403);
  });
});
