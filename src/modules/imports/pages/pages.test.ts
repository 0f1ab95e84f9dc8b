import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { importer } from '../../../../test/support/imports.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { importJobs } from '../jobs.ts';

let library: TestLibrary;
let budi: Browser;
let go: ReturnType<typeof importer>;
beforeAll(async () => {
  library = await openLibrary();
  await library.app.jobs.open(library.app, importJobs, []);
  budi = await browse(library, library.cast.budi);
  go = importer(library);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});

async function upload(
  fields: Record<string, string>,
  file: { field: string; name: string; bytes: Buffer } | null,
  url = '/staf/impor',
  who = budi,
) {
  const edge = 'batas-berkas-uji';
  const parts: Buffer[] = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  if (file) {
    const head = `--${edge}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    parts.push(Buffer.from(head), file.bytes, Buffer.from('\r\n'));
  }
  const reply = await library.web.inject({
    method: 'POST',
    url,
    cookies: who.cookies,
    headers: { 'content-type': `multipart/form-data; boundary=${edge}`, accept: 'text/html', 'accept-language': 'id' },
    payload: Buffer.concat([...parts, Buffer.from(`--${edge}--\r\n`)]),
  });
  return { status: reply.statusCode, location: String(reply.headers.location ?? ''), text: reply.body };
}
const csv = (text: string, name = 'buku.csv') => ({ field: 'file', name, bytes: Buffer.from(text) });

describe('the import screens', () => {
  it('say what to do where nothing was imported yet', async () => {
    const page = await budi.get('/staf/impor');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Belum ada impor');
    expect(page.html).toContain('enctype="multipart/form-data"');
  });

  it('lead from the file by its columns and a preview to the result, and back', async () => {
    const sent = await upload(
      { kind: 'BOOKS' },
      csv('Buku;Pengarang;Harga\nSaman;Ayu Utami;\nLarung;Ayu Utami;mahal\n'),
    );
    expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/staf\/impor\/[\da-f-]{36}$/)]);
    const at = sent.location;
    const mapping = await budi.get(at);
    expect(mapping.text).toContain('Arti kolom');
    expect(mapping.text).toContain('„Saman”');
    const version = mapping.value('_version') ?? '';
    const plan = {
      'column-1': 'author',
      'column-2': 'price',
      'choice-isbn': 'copies',
      'choice-title': 'skip',
      gentle: 'true',
    };
    const refused = await budi.post(at, { ...plan, _version: version });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Tunjuk kolom yang berisi judul')]);
    const shown = await budi.send(at, { ...plan, 'column-0': 'title', _version: version });
    expect(shown.text).toContain('Seluruh berkas, 2 baris. Belum ada yang ditulis.');
    expect(shown.text).toContain('1 × ');
    expect(shown.text).toContain('Tanpa kategori');
    const stale = await budi.post(at, { ...plan, 'column-0': 'title', _version: version });
    expect(stale.status).toBe(422);
    const running = await budi.send(`${at}/jalankan`);
    expect(running.text).toContain('Sedang berjalan');
    expect(running.html).toMatch(/<progress[^>]*value="0"/);
    await go.work(at.slice(-36));
    const done = await budi.get(at);
    expect(done.text).toContain('Selesai');
    expect(done.text).toContain('Unduh CSV dengan alasannya');
    const file = await budi.get(`${at}/ditolak/unduh`);
    expect(file.headers['content-disposition']).toContain('buku-ditolak.csv');
    expect(file.html).toContain('Larung,Ayu Utami,mahal,3,price,');
    expect((await budi.send(`${at}/urungkan`)).text).toContain('Sedang diurungkan');
    expect((await budi.get('/staf/impor')).text).toContain('buku.csv');
  });

  it('tell what is wrong with a file where it was chosen', async () => {
    const none = await upload({ kind: 'BOOKS' }, null);
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('Pilih berkas yang berisi')]);
    const bad = await upload({ kind: 'BOOKS' }, csv('judul;judul\na;b\n'));
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('Kolom judul ada dua kali')]);
  });

  it('keep columns and choices as a profile', async () => {
    const { location } = await upload({ kind: 'BOOKS' }, csv('judul\nX\n'));
    expect((await budi.send(`${location}/profil`, { name: 'Dari Excel' })).text).toContain('Profil disimpan');
    expect((await budi.get('/staf/impor')).text).toContain('Dari Excel · Buku');
    expect((await budi.post(`${location}/profil`, { name: 'dari excel' })).status).toBe(409);
  });

  it('give a profile another name, and remove it', async () => {
    const { location } = await upload({ kind: 'BOOKS' }, csv('judul;catatan\nX;y\n'));
    await budi.send(`${location}/profil`, { name: 'Dari SLiMS' });
    await budi.send(`${location}/profil`, { name: 'Sumbangan' });
    expect((await budi.get('/staf/impor')).html).toContain('href="/staf/impor/profil"');
    const list = await budi.get('/staf/impor/profil');
    const at = /href="(\/staf\/impor\/profil\/[\da-f-]{36})"[^>]*>\s*Dari SLiMS/.exec(list.html)?.[1] ?? '';
    const one = await budi.get(at);
    expect([one.status, one.value('name')]).toEqual([200, 'Dari SLiMS']);
    expect(one.text).toContain('judul Judul');
    const _version = one.value('_version') ?? '';
    for (const [name, status] of [
      ['', 422],
      ['x'.repeat(61), 422],
      ['sumbangan', 409],
    ] as const) {
      const refused = await budi.post(at, { name, _version });
      expect([name, refused.status, refused.value('name')]).toEqual([name, status, name]);
      expect(refused.errors.name).toBeTruthy();
    }
    const renamed = await budi.send(at, { name: 'Dari SLiMS 9', _version });
    expect(renamed.text).toContain('Profil kini bernama Dari SLiMS 9.');
    const stale = await budi.post(at, { name: 'Lain lagi', _version });
    expect([stale.status, stale.text]).toEqual([422, expect.stringContaining('Dari SLiMS 9')]);
    const gone = await budi.send(`${at}/hapus`);
    expect(gone.text).toContain('Profil Dari SLiMS 9 dihapus.');
    expect((await budi.get(at)).status).toBe(404);
    const dewi = await browse(library, library.cast.dewi);
    for (const path of ['/staf/impor/profil', at]) expect((await dewi.get(path)).status).toBe(403);
    for (const path of [at, `${at}/hapus`]) expect((await dewi.post(path, { name: 'x' })).status).toBe(403);
  });

  it('refuse what cannot be done now, saying so', async () => {
    const { location } = await upload({ kind: 'BOOKS' }, csv('judul\nY\n'));
    const early = await budi.post(`${location}/jalankan`);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('Lihat dulu pratinjaunya')]);
    expect((await budi.post(`${location}/jeda`)).status).toBe(409);
  });

  it('are not for those who may not make books, and what they send is not taken in', async () => {
    const { location } = await upload({ kind: 'BOOKS' }, csv('judul\nZ\n'));
    for (const who of [library.cast.tono, library.cast.dewi, library.cast.sari]) {
      const other = await browse(library, who);
      for (const path of ['/staf/impor', location, `${location}/ditolak/unduh`])
        expect((await other.get(path)).status).toBe(403);
      expect((await upload({ kind: 'BOOKS' }, csv('judul\nZ\n'), '/staf/impor', other)).status).toBe(403);
      for (const act of ['jalankan', 'jeda', 'lanjutkan', 'batalkan', 'urungkan'])
        expect((await other.post(`${location}/${act}`)).status).toBe(403);
    }
    const nobody = await browse(library, null);
    expect((await nobody.get('/staf/impor')).location).toMatch(/^\/masuk/);
  });

  it('ask the database little', async () => {
    const list = await countQueries(() => budi.get('/staf/impor'));
    expect(list.queries).toBeLessThanOrEqual(10);
    const { location } = await upload({ kind: 'BOOKS' }, csv('judul\nQ\n'));
    const one = await countQueries(() => budi.get(location));
    expect(one.queries).toBeLessThanOrEqual(10);
  });
});
