import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries, type Seen } from '../../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';
import { createBook } from '../../verbs/create-book.ts';

let library: TestLibrary;
let budi: Browser;
let wati: Browser;
let id: string;
beforeAll(async () => {
  library = await openLibrary();
  budi = await browse(library, library.cast.budi);
  wati = await browse(library, library.cast.wati);
});
afterAll(() => library.close());
beforeEach(async () => {
  const ctx = library.as(await library.cast.budi.actor());
  const book = { title: 'Saman', author: 'Ayu Utami', category: 'Fiksi', publisher: 'KPG', stock: 2 };
  const contributors = [{ name: 'Nirwan Dewanto', role: 'EDITOR' }];
  id = (await createBook(ctx, { ...book, contributors, subjects: ['Roman'] })).id;
  await library.factsSince();
});

const one = async () => (await library.call(library.cast.budi, 'GET', `/books/${id}`)).body.data;
const copies = async () => (await library.call(library.cast.budi, 'GET', `/books/${id}/copies`)).body.data;

/** Every field of the form as the page shows it. */
function fieldsOf(page: Seen): Record<string, string | string[]> {
  const form = page.html.slice(page.html.indexOf(`action="/staf/buku/${id}" class`));
  const plain = ['title', 'author', 'isbn', 'category', 'publisher', 'place', 'publishedYear', 'callNumber'];
  const value = (name: string): string => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(form)?.[1] ?? '';
  return {
    ...Object.fromEntries([...plain, '_key', '_version', '_awal'].map((name) => [name, value(name)])),
    contributorName: [...form.matchAll(/name="contributorName" value="([^"]*)"/g)].map(([, name = '']) => name),
    contributorRole: ['EDITOR', 'AUTHOR'],
    subjects: /<textarea[^>]*name="subjects"[^>]*>([^<]*)/.exec(form)?.[1] ?? '',
    materialType: 'BOOK',
    status: 'ACTIVE',
  };
}

describe('a new book', () => {
  const path = '/staf/buku/baru';
  const data = { title: 'Larung', author: 'Ayu Utami', category: 'Fiksi', materialType: 'BOOK', count: '2' };
  let book: typeof data & { branchId: string };
  beforeAll(() => {
    book = { ...data, branchId: library.cast.central };
  });

  it('is made with its contributors, subjects and copies, and its page opens', async () => {
    const made = await budi.send(path, {
      ...book,
      isbn: '978-602-06-3317-6',
      contributorName: ['Sapardi', ''],
      contributorRole: ['EDITOR', 'AUTHOR'],
      subjects: 'Roman\n\nSejarah',
    });
    expect(made.text).toContain('“Larung” ditambahkan');
    expect(made.html).toContain('value="Sapardi"');
    expect(made.text).toContain('2/2');
    expect(await library.factsSince()).toEqual(['book.created']);
  });

  it('names the fields that are wrong and keeps what was written', async () => {
    const answer = await budi.post(path, { ...book, title: '', isbn: '123', publishedYear: 'dulu' });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.errors).sort()).toEqual(['isbn', 'publishedYear', 'title']);
    expect(answer.value('author')).toBe('Ayu Utami');
  });

  it('asks whether it is another edition when the ISBN is there already', async () => {
    const isbn = '9786020633169';
    await budi.post(path, { ...book, isbn });
    const asked = await budi.post(path, { ...book, title: 'Larung II', isbn });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('ISBN ini sudah ada di katalog');
    expect(asked.html).toContain('value="catalog.isbn_exists"');
    const made = await budi.post(path, { ...book, title: 'Larung II', isbn, confirmed: 'catalog.isbn_exists' });
    expect(made.location).toMatch(/^\/staf\/buku\/[0-9a-f-]{36}$/);
  });

  it('gives one more line for a contributor without scripts, and saves nothing', async () => {
    const rows = (page: Seen) => page.html.match(/name="contributorName"/g)?.length ?? 0;
    const before = rows(await budi.get(path));
    const after = await budi.post(path, {
      ...book,
      contributorName: 'Sapardi',
      contributorRole: 'EDITOR',
      aksi: 'baris',
    });
    expect(rows(after)).toBeGreaterThan(before);
    expect(after.html).toContain('value="Sapardi"');
    expect(await library.factsSince()).toEqual([]);
  });

  it('suggests a call number from class, author and title, and saves nothing', async () => {
    const seen = await budi.post('/staf/buku/baru', {
      title: 'Bumi Manusia',
      author: 'Pramoedya Ananta Toer',
      classification: '899.221',
      contributorName: 'Sapardi',
      contributorRole: 'EDITOR',
      aksi: 'nomor',
    });
    expect([seen.status, seen.value('callNumber')]).toEqual([422, '899.221 PRA b']);
    expect(seen.html).toContain('value="Sapardi"');
    const bare = await budi.post('/staf/buku/baru', { title: 'Bumi Manusia', aksi: 'nomor' });
    expect(bare.errors.classification).toContain('Isi klasifikasi dulu');
    expect(await library.factsSince()).toEqual([]);
  });

  it('is for who may add books', async () => {
    const tono = await browse(library, library.cast.tono);
    expect([(await tono.get(path)).status, (await tono.post(path, book)).status]).toEqual([403, 403]);
  });
});

describe('the record of a book', () => {
  it('is shown whole, and saved as it was shown it is unchanged', async () => {
    const page = await budi.get(`/staf/buku/${id}`);
    expect(page.html).toContain('value="Nirwan Dewanto"');
    expect(page.text).toContain('Roman');
    await budi.post(`/staf/buku/${id}`, fieldsOf(page));
    expect(await library.factsSince()).toEqual([]);
  });

  it('is changed field by field, contributors and subjects too', async () => {
    const page = await budi.get(`/staf/buku/${id}`);
    const fields = {
      ...fieldsOf(page),
      title: 'Saman (edisi baru)',
      contributorName: ['Goenawan Mohamad', ''],
      contributorRole: ['CONTRIBUTOR', 'AUTHOR'],
      subjects: 'Roman\nPolitik',
    };
    expect((await budi.send(`/staf/buku/${id}`, fields)).text).toContain('“Saman (edisi baru)” disimpan');
    const book = await one();
    expect(book.title).toBe('Saman (edisi baru)');
    expect(book.contributors.map((c: { name: string }) => c.name)).toEqual(['Ayu Utami', 'Goenawan Mohamad']);
    expect(book.subjects.map((s: { name: string }) => s.name)).toEqual(['Politik', 'Roman']);
    expect(await library.factsSince()).toEqual(['book.updated']);
  });

  it('changed by two: what the other alone changed is taken over, what both changed is shown', async () => {
    const page = await budi.get(`/staf/buku/${id}`);
    await library.call(library.cast.wati, 'PATCH', `/books/${id}`, {
      title: 'Saman, oleh Wati',
      publisher: 'Gramedia',
    });
    const answer = await budi.post(`/staf/buku/${id}`, { ...fieldsOf(page), title: 'Saman, oleh Budi' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Saman, oleh Wati');
    expect(answer.value('title')).toBe('Saman, oleh Budi');
    expect(answer.value('publisher')).toBe('Gramedia');
    await budi.post(`/staf/buku/${id}`, { ...fieldsOf(answer), _key: 'second-try-1' });
    expect(await one()).toMatchObject({ title: 'Saman, oleh Budi', publisher: 'Gramedia' });
  });

  it('is read, not written, by who may not edit', async () => {
    const tono = await browse(library, library.cast.tono);
    const page = await tono.get(`/staf/buku/${id}`);
    expect([page.status, page.html.includes('<fieldset disabled')]).toEqual([200, true]);
    expect(page.text).toContain('Peran Anda tidak mengizinkan ini');
    expect((await tono.post(`/staf/buku/${id}`, { title: 'x' })).status).toBe(403);
    expect((await (await browse(library, library.cast.sari)).get(`/staf/buku/${id}`)).status).toBe(403);
  });

  it('that does not exist is not found', async () => {
    expect((await budi.get('/staf/buku/01890000-0000-7000-8000-000000000000')).status).toBe(404);
  });

  it('costs a fixed number of queries', async () => {
    for (const [path, most] of [
      ['', 10],
      ['/eksemplar', 12],
      ['/riwayat', 18],
    ] as const) {
      const { queries } = await countQueries(() => budi.get(`/staf/buku/${id}${path}`));
      expect(queries, path).toBeLessThanOrEqual(most);
    }
  });

  it('has a history of loans and changes', async () => {
    const [copy] = await copies();
    await library.call(library.cast.budi, 'POST', '/borrowings', {
      barcode: copy.barcode,
      memberId: library.cast.sari.memberId,
    });
    await library.call(library.cast.budi, 'PATCH', `/books/${id}`, { title: 'Saman 2' });
    const { text } = await budi.get(`/staf/buku/${id}/riwayat`);
    expect(text).toContain('Sari');
    expect(text).toContain('Saman → Saman 2');
  });
});

describe('archiving', () => {
  it('and restoring, from the record and from the archive', async () => {
    expect((await wati.send(`/staf/buku/${id}/arsipkan`)).text).toContain('Diarsipkan');
    const trash = await wati.get('/staf/buku/arsip');
    expect(trash.text).toContain('Saman');
    expect(trash.text).toContain('Wati');
    await wati.send(`/staf/buku/${id}/pulihkan`, { ke: 'arsip' });
    expect((await one()).status).toBe('ACTIVE');
  });

  it('says beforehand why it cannot be', async () => {
    const [copy] = await copies();
    await library.call(library.cast.budi, 'POST', '/borrowings', {
      barcode: copy.barcode,
      memberId: library.cast.andi.memberId,
    });
    const page = await wati.get(`/staf/buku/${id}`);
    expect(page.text).toContain('Tidak dapat diarsipkan: Masih ada beberapa eksemplar di luar rak');
    expect((await wati.post(`/staf/buku/${id}/arsipkan`)).status).toBe(409);
  });

  it('is not for librarians', async () => {
    expect((await budi.post(`/staf/buku/${id}/arsipkan`)).status).toBe(403);
  });
});

describe('a cover', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const upload = async (bytes: Buffer): Promise<{ statusCode: number; body: string }> => {
    const body = Buffer.concat([
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n',
      ),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    return library.web.inject({
      method: 'POST',
      url: `/staf/buku/${id}/sampul`,
      payload: body,
      headers,
      cookies: budi.cookies,
    });
  };

  it('is uploaded and taken away', async () => {
    expect((await upload(PNG)).statusCode).toBe(303);
    expect((await one()).coverImage).toContain('/cover?v=');
    await budi.post(`/staf/buku/${id}/sampul/hapus`);
    expect((await one()).coverImage).toBeNull();
    expect(await library.factsSince()).toEqual(['book.cover_changed', 'book.cover_removed']);
  });

  it('that is no picture is refused where it was chosen', async () => {
    const { statusCode, body } = await upload(Buffer.from('<svg onload=alert(1)>'));
    expect([statusCode, body.includes('id="file-error"')]).toEqual([422, true]);
  });
});

describe('copies', () => {
  it('are added by number or by barcode', async () => {
    await budi.post(`/staf/buku/${id}/eksemplar`, { count: '3', branchId: library.cast.central });
    await budi.post(`/staf/buku/${id}/eksemplar`, {
      branchId: library.cast.jayapura,
      barcodes: 'X-1\nX-2',
      price: '75.000',
    });
    const all = await copies();
    expect(all).toHaveLength(7);
    expect(all.filter((copy: { price: number }) => copy.price === 75000)).toHaveLength(2);
  });

  it('a taken barcode is refused and says so', async () => {
    const [copy] = await copies();
    const answer = await budi.post(`/staf/buku/${id}/eksemplar`, {
      barcodes: copy.barcode,
      branchId: library.cast.central,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Barcode ini sudah dipakai');
  });

  it('one is edited and withdrawn with a reason', async () => {
    const [copy] = await copies();
    const path = `/staf/eksemplar/${copy.barcode}`;
    const page = await budi.get(path);
    expect(page.status).toBe(200);
    const fields = { newBarcode: copy.barcode, status: 'DAMAGED', location: 'Rak 3', notes: 'sobek', price: '' };
    await budi.post(path, fields);
    expect((await copies())[0]).toMatchObject({ status: 'DAMAGED', location: 'Rak 3', notes: 'sobek' });
    expect((await budi.post(`${path}/tarik`, { reason: '' })).errors.reason).toBeTruthy();
    await budi.post(`${path}/tarik`, { reason: 'rusak berat' });
    expect((await budi.get(path)).text).toContain('rusak berat');
  });

  it('one that is out shows why it cannot be changed', async () => {
    const [copy] = await copies();
    await library.app.pool.query("update copies set status = 'ON_LOAN' where id = $1", [copy.id]);
    const page = await budi.get(`/staf/eksemplar/${copy.barcode}`);
    expect(page.text).toContain('sedang dipinjam');
    expect(page.html).toContain('<fieldset disabled');
  });

  it('are changed by who may', async () => {
    const [copy] = await copies();
    const tono = await browse(library, library.cast.tono);
    const path = `/staf/eksemplar/${copy.barcode}`;
    expect((await tono.get(path)).status).toBe(200);
    expect((await tono.post(path, { notes: 'x' })).status).toBe(403);
    expect((await tono.post(`${path}/tarik`, { reason: 'x' })).status).toBe(403);
    expect((await tono.post(`/staf/buku/${id}/eksemplar`, { count: '1' })).status).toBe(403);
    expect((await (await browse(library, library.cast.yosef)).get(path)).status).toBe(404);
  });
});
