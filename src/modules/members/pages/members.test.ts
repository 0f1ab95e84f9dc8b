import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>';

describe('the screens about members', () => {
  let library: TestLibrary;
  let budi: Browser;
  let wati: Browser;
  beforeAll(async () => {
    library = await openLibrary();
    budi = await browse(library, library.cast.budi);
    wati = await browse(library, library.cast.wati);
  });
  afterAll(() => library.close());

  const valid = () => ({ name: 'Rudi Hartono', memberTypeId: library.cast.student, branchId: library.cast.central });
  const made = async (name: string): Promise<string> => {
    const { location } = await budi.post('/staf/anggota/baru', { ...valid(), name });
    return location?.split('/').at(-1) ?? '';
  };

  it('list members, narrowed by what stands in the address', async () => {
    await addMember(library.app, library.cast, { name: 'Guru Besar', type: library.cast.teacher });
    const all = await budi.get('/staf/anggota');
    expect(all.text).toContain('Sari');
    expect(all.text).toContain('Guru Besar');
    const teachers = await budi.get(`/staf/anggota?memberTypeId=${library.cast.teacher}&search=guru`);
    expect(teachers.text).toContain('Guru Besar');
    expect(teachers.text).not.toContain('Sari');
    expect((await budi.get('/staf/anggota?search=tidak-ada-siapa-siapa')).text).toContain(
      'Tidak ada anggota yang cocok',
    );
    expect((await budi.get('/staf/anggota?status=NGAWUR')).status).toBe(400);
    expect((await budi.get('/staf/anggota?sortBy=password&page=')).status).toBe(200);
  });

  it('keep a way to look at the list, each for who made it', async () => {
    const url = '/staf/anggota/saringan?status=SUSPENDED&page=3';
    const saved = await budi.post(url, { name: 'Ditangguhkan' });
    expect(saved.location).toBe('/staf/anggota?status=SUSPENDED');
    const list = await budi.get('/staf/anggota?status=SUSPENDED');
    expect(list.text).toContain('Hapus saringan Ditangguhkan');
    expect((await wati.get('/staf/anggota')).text).not.toContain('Hapus saringan');
    const again = await budi.post('/staf/anggota/saringan?expired=true', { name: 'ditangguhkan' });
    expect(again.status).toBe(422);
    expect(again.errors.name).toBe('Nama ini sudah dipakai');
    expect((await budi.post('/staf/anggota/saringan?expired=true', { name: ' ' })).status).toBe(422);
    const id = /saringan\/([0-9a-f-]+)\/hapus/.exec(list.html)?.[1] ?? '';
    expect((await wati.post(`/staf/anggota/saringan/${id}/hapus`)).status).toBe(404);
    expect((await budi.send(`/staf/anggota/saringan/${id}/hapus`)).text).toContain('Saringan dihapus');
  });

  it('make a member, with a number of the sequence, and say which field is wrong', async () => {
    const seen = await budi.send('/staf/anggota/baru', { ...valid(), email: 'rudi@contoh.id', className: 'X-1' });
    expect(seen.text).toContain('Rudi Hartono sudah menjadi anggota');
    expect(seen.text).toContain('X-1');
    const bad = await budi.post('/staf/anggota/baru', { ...valid(), name: ' ', email: 'bukan surel', phone: 'abc' });
    expect(bad.status).toBe(422);
    expect(Object.keys(bad.errors).sort()).toEqual(['email', 'name', 'phone']);
    expect(bad.value('email')).toBe('bukan surel');
    const noType = await budi.post('/staf/anggota/baru', { name: 'Tanpa Jenis' });
    expect(Object.keys(noType.errors)).toContain('memberTypeId');
    const twice = await budi.post('/staf/anggota/baru', { ...valid(), email: 'rudi@contoh.id' });
    expect(twice.errors.email).toBe('Alamat surel ini sudah dipakai anggota lain');
  });

  it('make one member of a form sent twice', async () => {
    const form = { ...valid(), name: 'Sekali Saja', _key: 'formulir-anggota-1' };
    const [first, again] = [await budi.post('/staf/anggota/baru', form), await budi.post('/staf/anggota/baru', form)];
    expect(again.location).toBe(first.location);
  });

  it('edit a member, and refuse what somebody else changed meanwhile', async () => {
    const id = await made('Ubah Saya');
    const page = await budi.get(`/staf/anggota/${id}/ubah`);
    const fields = { ...valid(), name: 'Sudah Diubah', phone: '0812 3456', _version: page.value('_version') ?? '' };
    expect((await budi.send(`/staf/anggota/${id}/ubah`, fields)).text).toContain('Sudah Diubah');
    const stale = await budi.post(`/staf/anggota/${id}/ubah`, { ...fields, name: 'Lagi' });
    expect(stale.status).toBe(409);
    expect(stale.value('name')).toBe('Lagi');
    expect((await budi.post(`/staf/anggota/${id}/ubah`, { ...valid(), name: '' })).errors.name).toBeTruthy();
  });

  it('tell the story of a member in one list, page by page', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Punya Riwayat' });
    const { barcodes } = await addBook(library.app, library.cast, { title: 'Ronggeng Dukuh Paruk' });
    const { bookId } = await addBook(library.app, library.cast, { title: 'Saman' });
    const call = (url: string, body: object) => library.call(library.cast.wati, 'POST', url, body);
    const loan = await call('/borrowings', { barcode: barcodes[0], memberId });
    await call(`/borrowings/${loan.body.data.id}/return`, {});
    const fine = await call('/fines', { memberId, reason: 'OTHER', amount: 5000, description: 'Kartu hilang' });
    await call(`/fines/${fine.body.data.id}/pay`, { method: 'CASH', amount: 2000 });
    await call(`/fines/${fine.body.data.id}/waive`, { reason: 'Anak yatim' });
    await call('/holds', { bookId, memberId, pickupBranchId: library.cast.central });
    await call(`/members/${memberId}/suspend`, { reason: 'Merusak buku' });
    await call(`/members/${memberId}/activate`, {});
    await library.call(library.cast.wati, 'PATCH', `/members/${memberId}`, { phone: '0811 222 333' });
    const { text, html } = await budi.get(`/staf/anggota/${memberId}`);
    for (const said of ['Dipinjam', 'Dikembalikan', 'Ronggeng Dukuh Paruk', 'Biaya · Rp5.000', 'Pembayaran · Rp2.000'])
      expect(text).toContain(said);
    for (const said of [
      'Dihapuskan · Rp3.000',
      'Anak yatim',
      'Saman',
      'Merusak buku',
      'Penangguhan berakhir',
      'telepon',
    ])
      expect(text).toContain(said);
    expect(html.indexOf('Data diubah')).toBeLessThan(html.indexOf('Ronggeng Dukuh Paruk'));
    expect(await seenInPages(memberId)).toEqual(await seenInPages(memberId, 100));
  });

  /** Keys of the whole story, so many a page. */
  async function seenInPages(memberId: string, limit = 3): Promise<string[]> {
    const { timelineOf } = await import('../timeline-views.ts');
    const ctx = library.as(await library.cast.budi.actor());
    const keys: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await timelineOf(ctx, { id: memberId, limit, cursor });
      keys.push(...page.events.map((event) => event.key));
      if (page.next === null) return keys;
      cursor = page.next;
    }
  }

  it('suspend with dates and a reason, and activate', async () => {
    const id = await made('Ditangguhkan Dulu');
    const noReason = await budi.post(`/staf/anggota/${id}/tangguhkan`, { reason: ' ' });
    expect(noReason.status).toBe(422);
    expect(noReason.errors.reason).toBeTruthy();
    const early = await budi.post(`/staf/anggota/${id}/tangguhkan`, {
      reason: 'x',
      from: '2026-03-05',
      to: '2026-03-01',
    });
    expect(early.errors.to).toContain('Penangguhan harus berakhir');
    const done = await budi.send(`/staf/anggota/${id}/tangguhkan`, { reason: 'Buku rusak', to: '2026-04-01' });
    expect(done.text).toContain('Ditangguhkan 2 Mar 2026 sampai 1 Apr 2026');
    expect(done.text).toContain('Buku rusak');
    expect((await budi.send(`/staf/anggota/${id}/aktifkan`)).text).toContain('Anggota aktif lagi');
  });

  it('renew the membership', async () => {
    const id = await made('Perpanjang Saya');
    expect((await budi.send(`/staf/anggota/${id}/perpanjang`, { until: '2030-01-31' })).text).toContain('31 Jan 2030');
    expect((await budi.post(`/staf/anggota/${id}/perpanjang`, { until: '2020-01-31' })).status).toBe(422);
  });

  it('show a new PIN once, on a slip', async () => {
    const id = await made('Lupa PIN');
    const slip = await budi.post(`/staf/anggota/${id}/pin`, { _key: 'kunci-slip-pin-1' });
    expect(slip.text).toMatch(/\b\d{6,}\b/);
    const kept = await library.app.pool.query("select reply from idempotency_keys where key = 'kunci-slip-pin-1'");
    expect(kept.rows).toEqual([]);
  });

  it('print cards, one and many', async () => {
    const id = await made('Kartu Saya');
    const one = await budi.get(`/staf/anggota/${id}/kartu.pdf`);
    expect(one.headers['content-type']).toBe('application/pdf');
    const many = await budi.post('/staf/anggota/kartu', { ids: [id, library.cast.sari.memberId] });
    expect(many.headers['content-type']).toBe('application/pdf');
    expect((await budi.send('/staf/anggota/kartu', {})).text).toContain('Belum ada anggota yang dicentang');
  });

  it('merge a duplicate by its number, and say when there is none', async () => {
    const kept = await made('Tetap');
    const gone = await addMember(library.app, library.cast, { name: 'Ganda' });
    expect((await budi.post(`/staf/anggota/${kept}/gabung`, { other: 'LIB999999' })).errors.other).toBe(
      'Anggota tidak ditemukan',
    );
    expect((await budi.send(`/staf/anggota/${kept}/gabung`, { other: gone.number })).text).toContain('menjadi satu');
    expect((await budi.get(`/staf/anggota/${gone.memberId}`)).text).toContain('Digabungkan ke Tetap');
  });

  it('delete, restore, export and erase only for who may', async () => {
    const id = await made('Pergi');
    expect((await budi.post(`/staf/anggota/${id}/hapus`)).status).toBe(403);
    expect((await wati.send(`/staf/anggota/${id}/hapus`)).text).toContain('Anggota ini sudah dihapus');
    expect((await wati.send(`/staf/anggota/${id}/pulihkan`)).text).toContain('Anggota dipulihkan');
    const data = await wati.get(`/staf/anggota/${id}/data.json`);
    expect(data.headers['content-disposition']).toContain('attachment');
    const wrong = await wati.post(`/staf/anggota/${id}/hapus-data`, { number: 'LIB001', reason: 'Diminta' });
    expect(wrong.errors.number).toBe('Bukan nomor anggota ini');
    const number = /font-mono">(LIB\d+)</.exec((await wati.get(`/staf/anggota/${id}`)).html)?.[1] ?? '';
    const gone = await wati.send(`/staf/anggota/${id}/hapus-data`, { number, reason: 'Diminta' });
    expect(gone.text).toContain('Data pribadi sudah dihapus');
    expect(gone.text).not.toContain('Pergi');
  });

  it('take a photo, and refuse what is none', async () => {
    const id = await made('Berfoto');
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect((await upload(`/staf/anggota/${id}/foto`, png)).location).toBe(`/staf/anggota/${id}`);
    expect((await budi.get(`/staf/anggota/${id}`)).html).toContain(`/api/v1/members/${id}/photo`);
    expect((await upload(`/staf/anggota/${id}/foto`, Buffer.from('bukan foto'))).status).toBe(422);
    expect((await budi.send(`/staf/anggota/${id}/hapus-foto`)).html).not.toContain('/photo');
  });

  const upload = (url: string, bytes: Buffer) => {
    const head =
      '--batas\r\ncontent-disposition: form-data; name="file"; filename="foto.png"\r\ncontent-type: image/png\r\n\r\n';
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--batas--\r\n')]);
    const headers = { 'content-type': 'multipart/form-data; boundary=batas' };
    return library.web
      .inject({ method: 'POST', url, payload, headers, cookies: budi.cookies })
      .then((reply) => ({ status: reply.statusCode, location: reply.headers.location }));
  };

  it('promote a class after showing who it is, and undo it', async () => {
    for (const name of ['Murid A', 'Murid B'])
      await budi.post('/staf/anggota/baru', { ...valid(), name, className: 'XI-Z' });
    const preview = await budi.post('/staf/anggota/naik-kelas', { from: 'XI-Z', to: 'XII-Z' });
    expect(preview.text).toContain('2 anggota akan dipindahkan');
    expect(preview.text).toContain('Murid A');
    expect((await budi.get('/staf/anggota?className=XII-Z')).text).not.toContain('Murid A');
    const done = await budi.send('/staf/anggota/naik-kelas', { from: 'XI-Z', to: 'XII-Z', pasti: 'true' });
    expect(done.text).toContain('2 anggota dipindahkan');
    const batch = /massal\/([0-9a-f-]+)\/urungkan/.exec(done.html)?.[1] ?? '';
    expect((await budi.send(`/staf/anggota/massal/${batch}/urungkan`)).text).toContain('2 dikembalikan');
    expect((await budi.get('/staf/anggota?className=XI-Z')).text).toContain('Murid B');
    const same = await budi.post('/staf/anggota/naik-kelas', { from: 'XI-Z', to: 'XI-Z', pasti: 'true' });
    expect(same.status).toBe(422);
    expect(same.errors.to).toBe('Kelas asal dan tujuan sama');
  });

  it('escape whatever people type', async () => {
    const fields = {
      name: HOSTILE,
      address: HOSTILE,
      notes: HOSTILE,
      className: HOSTILE.slice(0, 40),
      department: HOSTILE,
    };
    const { location } = await budi.post('/staf/anggota/baru', { ...valid(), ...fields });
    const id = location?.split('/').at(-1) ?? '';
    await budi.post(`/staf/anggota/${id}/tangguhkan`, { reason: HOSTILE });
    const urls = [`/staf/anggota/${id}`, `/staf/anggota/${id}/ubah`, '/staf/anggota', '/staf/anggota/naik-kelas'];
    for (const url of [...urls, `/staf/anggota?search=${encodeURIComponent(HOSTILE)}`]) {
      const { html, status } = await budi.get(url);
      expect(status, url).toBe(200);
      expect(html, url).not.toContain('<img src=x');
      expect(html, url).not.toContain('<script>alert');
    }
    const refused = await budi.post(`/staf/anggota/${id}/gabung`, { other: HOSTILE.slice(0, 40) });
    expect(refused.html).not.toContain('<img src=x');
  });

  it('are closed to others: readers of reports, members, other branches', async () => {
    const vera = await browse(library, library.cast.vera);
    const sari = await browse(library, library.cast.sari);
    const tono = await browse(library, library.cast.tono);
    const yosef = await browse(library, library.cast.yosef);
    const id = library.cast.sari.memberId;
    for (const url of ['/staf/anggota', `/staf/anggota/${id}`, '/staf/anggota/baru', '/staf/anggota/naik-kelas']) {
      expect((await vera.get(url)).status, url).toBe(403);
      expect((await sari.get(url)).status, url).toBe(403);
    }
    expect((await tono.get(`/staf/anggota/${id}`)).status).toBe(200);
    expect((await tono.get(`/staf/anggota/${id}/ubah`)).status).toBe(403);
    expect((await tono.get(`/staf/anggota/${id}`)).html).not.toContain('/tangguhkan"');
    expect((await tono.post(`/staf/anggota/${id}/tangguhkan`, { reason: 'x' })).status).toBe(403);
    expect((await yosef.get(`/staf/anggota/${id}`)).status).toBe(404);
    expect((await yosef.get('/staf/anggota')).text).not.toContain('Sari');
  });

  it('ask the database little, however many members there are', async () => {
    for (let n = 0; n < 15; n++) await addMember(library.app, library.cast, { name: `Banyak ${n}` });
    const many = await countQueries(() => budi.get('/staf/anggota'));
    expect(many.queries).toBeLessThanOrEqual(9);
    const page = await countQueries(() => budi.get(`/staf/anggota/${library.cast.sari.memberId}`));
    expect(page.queries).toBeLessThanOrEqual(12);
  });
});
