import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

describe('the desk', () => {
  let library: TestLibrary;
  let budi: Browser;
  beforeAll(async () => {
    library = await openLibrary();
    budi = await browse(library, library.cast.budi);
  });
  afterAll(() => library.close());

  const sari = () => library.cast.sari.memberId;
  const loansOf = async (memberId: string) =>
    (
      await library.app.pool.query('select status from borrowings where member_id = $1 order by borrow_date', [
        memberId,
      ])
    ).rows.map((row) => row.status);
  const lend = async (barcode: string, memberId: string) => {
    await budi.post('/desk', { kode: barcode, anggota: memberId });
    library.clock.move('1m');
  };

  it('opens a member by card, number or name', async () => {
    expect((await budi.post('/desk', { kode: 'LIB001' })).text).toContain('Sari');
    const named = await budi.post('/desk', { kode: 'sari' });
    expect(named.text).toContain('Anggota yang mana?');
    expect(named.html).toContain('value="LIB001"');
  });

  it('lends to who stands here, says the day, and takes a copy without a card back', async () => {
    const { barcodes } = await addBook(library.app, library.cast, { title: 'Bumi Manusia' });
    const [code = ''] = barcodes;
    const lent = await budi.post('/desk', { kode: code, anggota: sari() });
    expect(lent.status).toBe(200);
    expect(lent.text).toContain('Dipinjamkan');
    expect(lent.text).toContain('16 Mar 2026');
    library.clock.move('1m');
    const back = await budi.post('/desk', { kode: code });
    expect(back.text).toContain('Dikembalikan');
    expect(back.text).toContain('Kembalikan ke rak');
    expect(back.text).toContain('Dari Sari (LIB001)');
  });

  it('shows a scan whose answer was lost once more when it is sent again, and lends nothing twice', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Ulang' });
    const { barcodes } = await addBook(library.app, library.cast);
    const sent = { _key: 'kunci-dikirim-ulang', kode: barcodes[0] ?? '', anggota: memberId };
    const first = await budi.post('/desk', sent);
    library.clock.move('2m');
    const again = await budi.post('/desk', sent);
    expect(again.text).toContain('Dipinjamkan');
    expect(first.text).toContain('Dipinjamkan');
    expect(await loansOf(memberId)).toEqual(['BORROWED']);
  });

  it('takes two readings of one scanner for one scan, and a later one for the return', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Ganda' });
    const { barcodes } = await addBook(library.app, library.cast);
    const scan = { kode: barcodes[0] ?? '', anggota: memberId };
    await budi.post('/desk', scan);
    expect((await budi.post('/desk', scan)).text).toContain('Baru saja dipinjamkan');
    expect(await loansOf(memberId)).toEqual(['BORROWED']);
    library.clock.move('1m');
    await budi.post('/desk', scan);
    expect((await budi.post('/desk', scan)).text).toContain('Baru saja dikembalikan');
    expect(await loansOf(memberId)).toEqual(['RETURNED']);
  });

  it('refuses a reference-only copy with its reason', async () => {
    const { barcodes } = await addBook(library.app, library.cast, { collection: library.cast.reference });
    const refused = await budi.post('/desk', { kode: barcodes[0] ?? '', anggota: sari() });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Koleksi referensi, hanya dibaca di tempat');
    expect(refused.text).toContain('Hanya petugas dengan izin pengecualian');
    expect(refused.html).not.toContain('data-key="F10"');
  });

  it('asks before it lends to somebody who owes, and goes on when told to', async () => {
    const { memberId, number } = await addMember(library.app, library.cast, { name: 'Utang' });
    await library.call(library.cast.budi, 'POST', '/fines', {
      memberId,
      reason: 'OTHER',
      amount: 12_000,
      description: 'Kartu hilang',
    });
    const { barcodes } = await addBook(library.app, library.cast);
    const code = barcodes[0] ?? '';
    const asked = await budi.post('/desk', { kode: code, anggota: memberId });
    expect(asked.text).toContain('Rp12.000');
    expect(asked.html).toContain('value="circulation.member_owes"');
    const lent = await budi.post('/desk', { kode: code, anggota: memberId, setuju: 'circulation.member_owes' });
    expect(lent.text).toContain('Dipinjamkan');
    const paid = await budi.post('/desk/bayar', {
      anggota: memberId,
      jumlah: '15.000',
      cara: 'CASH',
      kembalian: 'credit',
    });
    expect(paid.text).toContain('Rp15.000 diterima');
    expect(paid.text).toContain('Rp3.000 disimpan sebagai saldo');
    expect(paid.text).toContain('Saldo di perpustakaan Rp3.000');
    expect(paid.html).toContain('/staf/kuitansi?bayar=');
    expect((await budi.post('/desk', { kode: number })).text).toContain('Rp3.000');
  });

  it('takes money in parts', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Cicil' });
    const charge = { memberId, reason: 'OTHER', amount: 10_000, description: 'Kartu hilang' };
    await library.call(library.cast.budi, 'POST', '/fines', charge);
    const part = await budi.post('/desk/bayar', { anggota: memberId, jumlah: '4000', cara: 'QRIS', referensi: 'Q-1' });
    expect(part.text).toContain('Masih terutang Rp6.000');
    const tooMuch = await budi.post('/desk/bayar', { anggota: memberId, jumlah: '9000', cara: 'CASH' });
    expect(tooMuch.status).toBe(409);
    const nonsense = await budi.post('/desk/bayar', { anggota: memberId, jumlah: 'banyak', cara: 'CASH' });
    expect(nonsense.status).toBe(409);
  });

  it('renews, and asks before it renews what is late', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Panjang' });
    const { barcodes } = await addBook(library.app, library.cast);
    await lend(barcodes[0] ?? '', memberId);
    const { rows } = await library.app.pool.query('select id from borrowings where member_id = $1', [memberId]);
    const id = rows[0].id;
    library.clock.move('20d');
    const later = await browse(library, library.cast.budi);
    const asked = await later.post('/desk/perpanjang', { anggota: memberId, id });
    expect(asked.status).toBe(409);
    expect(asked.html).toContain('action="/desk/perpanjang"');
    const renewed = await later.post('/desk/perpanjang', {
      anggota: memberId,
      id,
      setuju: ['circulation.renew_overdue', 'circulation.member_owes'],
    });
    expect(renewed.text).toContain('Diperpanjang');
    library.clock.move('-20d');
  });

  it('takes the last scan back for 30 seconds', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Batal' });
    const { barcodes } = await addBook(library.app, library.cast);
    const lent = await budi.post('/desk', { kode: barcodes[0] ?? '', anggota: memberId });
    const id = lent.value('id') ?? '';
    expect(lent.html).toContain('data-seconds="30"');
    expect((await budi.post('/desk/urungkan', { anggota: memberId, id })).text).toContain('Diurungkan');
    expect(await loansOf(memberId)).toEqual(['CANCELLED']);
    const late = await budi.post('/desk/urungkan', { anggota: memberId, id });
    expect(late.status).toBe(409);
  });

  it('records what is lost, damaged or said to be back, with its charge', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Masalah' });
    const { barcodes } = await addBook(library.app, library.cast, { copies: 3, price: 60_000 });
    for (const code of barcodes)
      await budi.post('/desk', { kode: code, anggota: memberId, setuju: 'circulation.same_title' });
    const { rows } = await library.app.pool.query('select id from borrowings where member_id = $1 order by id', [
      memberId,
    ]);
    const [lost, damaged, claimed] = rows.map((row) => row.id);
    const tell = (id: string, apa: string, jumlah = '') =>
      budi.post('/desk/masalah', { anggota: memberId, id, apa, jumlah });
    expect((await tell(claimed, 'mengaku')).text).toContain('Pengakuan dicatat');
    expect((await tell(lost, 'hilang')).text).toContain('Dibebankan Rp60.000');
    const broken = await tell(damaged, 'rusak', '15.000');
    expect(broken.text).toContain('Dibebankan Rp15.000');
    expect(broken.text).toContain('Bawa ke bagian perbaikan');
    expect((await tell(damaged, 'rusak')).status).toBe(409);
    const dewi = await browse(library, library.cast.dewi);
    expect((await dewi.post('/desk/masalah', { anggota: memberId, id: claimed, apa: 'hilang' })).status).toBe(403);
  });

  it('says for whom a copy stands on the hold shelf when it is scanned there', async () => {
    const { bookId, barcodes } = await addBook(library.app, library.cast, { title: 'Rak Pesanan' });
    const { memberId } = await addMember(library.app, library.cast, { name: 'Pemesan Setia' });
    const body = { bookId, memberId, pickupBranchId: library.cast.central };
    const { body: hold } = await library.call(library.cast.wati, 'POST', '/holds', body);
    await library.call(library.cast.wati, 'POST', `/holds/${hold.data.id}/shelve`, { barcode: barcodes[0] });
    expect((await budi.post('/desk', { kode: barcodes[0] ?? '' })).text).toContain('untuk Pemesan Setia');
  });

  it('adds an unknown book and lends it at once', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Baru' });
    const unknown = await budi.post('/desk', { kode: 'ASING-1', anggota: memberId });
    expect(unknown.text).toContain('Tambah ke katalog');
    expect(unknown.html).toContain('href="/staf/katalogisasi?q=ASING-1"');
    const book = { barkode: 'ASING-1', judul: '<b>Sumbangan</b>', pengarang: 'Tanpa Nama', kategori: 'Fiksi' };
    const added = await budi.post('/desk/tambah', { ...book, anggota: memberId });
    expect(added.text).toContain('Dipinjamkan');
    expect(added.html).not.toContain('<b>Sumbangan');
    const refused = await budi.post('/desk/tambah', { ...book, barkode: 'ASING-2', judul: ' ', anggota: memberId });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('value="ASING-2"');
  });

  it('leaves an empty desk when the card it had open is gone', async () => {
    const gone = await budi.get('/desk?anggota=00000000-0000-4000-8000-000000000000');
    expect(gone.status).toBe(200);
    expect(gone.text).toContain('Siap melayani');
    expect((await budi.get('/desk?anggota=drop-table')).status).toBe(200);
  });

  it('prints a slip of what is out', async () => {
    const { memberId, number } = await addMember(library.app, library.cast, { name: 'Slip <script>' });
    const { barcodes } = await addBook(library.app, library.cast, { title: 'Cantik Itu Luka' });
    await lend(barcodes[0] ?? '', memberId);
    const slip = await budi.get(`/desk/slip?anggota=${memberId}`);
    expect(slip.text).toContain('Cantik Itu Luka');
    expect(slip.text).toContain(number);
    expect(slip.text).toContain('Kembali 16 Mar 2026');
    expect(slip.html).not.toContain('<script>');
    expect(slip.html).toContain('sheet-80');
    expect((await budi.get(`/desk/slip?anggota=${memberId}&kertas=58`)).html).toContain('sheet-58');
    expect((await budi.get('/desk/slip')).status).toBe(404);
  });

  it('takes a whole class back, each copy by itself', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Ketua Kelas' });
    const { barcodes } = await addBook(library.app, library.cast, { copies: 3 });
    await library.app.pool.query('update circulation_rules set max_loans = 10');
    for (const code of barcodes)
      await budi.post('/desk', { kode: code, anggota: memberId, setuju: 'circulation.same_title' });
    library.clock.move('1m');
    const form = { _key: 'satu-kelas-pulang', kode: [...barcodes, 'TIDAK-ADA', barcodes[0]].join('\n') };
    const done = await budi.post('/desk/kelas', form);
    expect(done.text).toContain('3 dari 4 diterima');
    expect(done.text).toContain('Ketua Kelas');
    expect(done.html).toMatch(/<textarea[^>]*>TIDAK-ADA<\/textarea>/);
    expect(await loansOf(memberId)).toEqual(['RETURNED', 'RETURNED', 'RETURNED']);
    expect((await budi.post('/desk/kelas', form)).text).toContain('3 dari 4 diterima');
    const empty = await budi.post('/desk/kelas', { kode: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.errors.kode).toBe('Belum ada barkode');
  });

  it('is closed to who does not work at a desk', async () => {
    const vera = await browse(library, library.cast.vera);
    const tono = await browse(library, library.cast.tono);
    for (const url of ['/desk', '/desk/slip', '/desk/kelas']) expect((await vera.get(url)).status, url).toBe(403);
    expect((await tono.get('/desk')).status).toBe(200);
    expect((await tono.get('/desk/kelas')).status).toBe(403);
    expect((await vera.post('/desk', { kode: 'LIB001' })).status).toBe(403);
    expect((await (await browse(library, null)).get('/desk')).location).toContain('/masuk');
  });

  it('asks the database little for a scan', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Cepat' });
    const { barcodes } = await addBook(library.app, library.cast, { copies: 2 });
    await budi.post('/desk', { kode: 'LIB001' });
    const card = await countQueries(() => budi.post('/desk', { kode: 'LIB001' }));
    await lend(barcodes[0] ?? '', memberId);
    const scan = {
      _key: 'kunci-cepat-sekali',
      kode: barcodes[1] ?? '',
      anggota: memberId,
      setuju: 'circulation.same_title',
    };
    const lent = await countQueries(() => budi.post('/desk', scan));
    expect(lent.result.text).toContain('Dipinjamkan');
    library.clock.move('1m');
    const back = await countQueries(() => budi.post('/desk', { kode: barcodes[1] ?? '' }));
    expect(back.result.text).toContain('Dikembalikan');
    // Two of them may be the session's, which is carried on once a minute.
    expect(card.queries, card.texts.join(';')).toBeLessThanOrEqual(5 + 2);
    expect(lent.queries, lent.texts.join(';')).toBeLessThanOrEqual(14 + 2);
    expect(back.queries, back.texts.join(';')).toBeLessThanOrEqual(12 + 2);
  });
});
