import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../../test/support/browse.ts';
import { addBook, addMember } from '../../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';

let library: TestLibrary;
let sari: Browser;
beforeAll(async () => {
  library = await openLibrary({ env: { SESSION_IDLE_SECONDS: '2592000' } });
  sari = await browse(library, library.cast.sari);
});
afterAll(() => library.close());

const lend = async (memberId: string, title: string, dueDays?: number): Promise<{ bookId: string; loanId: string }> => {
  const { bookId, barcodes } = await addBook(library.app, library.cast, { title });
  const loan = await library.call(library.cast.budi, 'POST', '/borrowings', {
    barcode: barcodes[0],
    memberId,
    ...(dueDays ? { dueDays } : {}),
    confirmed: ['circulation.has_overdue', 'circulation.member_owes'],
  });
  expect(loan.status).toBe(201);
  return { bookId, loanId: loan.body.data.id };
};

describe('placing a hold from a book’s page', () => {
  it('asks a member where to fetch it when there is more than one branch, and tells the place in the queue', async () => {
    const { bookId } = await addBook(library.app, library.cast, { title: 'Bumi <Manusia>' });
    const book = await sari.get(`/katalog/${bookId}`);
    expect(book.html).toContain(`action="/katalog/${bookId}/pesan"`);
    const asked = await sari.send(`/katalog/${bookId}/pesan`);
    expect(asked.text).toContain('Diambil di');
    expect(asked.text).toContain('Bumi <Manusia>');
    expect(asked.html).not.toContain('<Manusia>');
    expect(asked.html).toMatch(new RegExp(`value="${library.cast.central}" selected`));
    const done = await sari.send(`/katalog/${bookId}/pesan`, {
      _key: asked.value('_key') ?? '',
      pickupBranchId: library.cast.jayapura,
    });
    expect(done.text).toContain('Dipesan. Urutan Anda: 1.');
    expect(done.text).toContain('Anda memesannya, urutan ke-1');
    const { rows } = await library.app.pool.query('select pickup_branch_id as at from holds where book_id = $1', [
      bookId,
    ]);
    expect(rows).toEqual([{ at: library.cast.jayapura }]);
  });

  it('has one effect however often the form is sent, and says every reason when it cannot be', async () => {
    const { bookId } = await addBook(library.app, library.cast, { title: 'Sekali' });
    const form = { _key: 'sekali-saja', pickupBranchId: library.cast.central };
    expect((await sari.post(`/katalog/${bookId}/pesan`, form)).status).toBe(303);
    expect((await sari.post(`/katalog/${bookId}/pesan`, form)).status).toBe(303);
    const again = await sari.post(`/katalog/${bookId}/pesan`, { pickupBranchId: library.cast.central });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Anda sudah memesan buku ini');
    const reference = await addBook(library.app, library.cast, { collection: library.cast.reference });
    expect((await sari.get(`/katalog/${reference.bookId}`)).html).not.toContain('/pesan"');
    const no = await sari.post(`/en/catalog/${reference.bookId}/hold`, { pickupBranchId: library.cast.central });
    expect(no.text).toContain('No copy of it can be taken home');
  });

  it('names the field that is wrong', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const page = await sari.post(`/katalog/${bookId}/pesan`, { pickupBranchId: 'di mana saja' });
    expect(page.status).toBe(422);
    expect(Object.keys(page.errors)).toEqual(['pickupBranchId']);
    expect((await sari.get('/katalog/01890000-0000-7000-8000-000000000000/pesan')).status).toBe(404);
  });

  it('lets nobody in without signing in, and brings them back', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const nobody = await browse(library, null);
    expect((await nobody.get(`/en/catalog/${bookId}`)).html).toContain(`href="/en/catalog/${bookId}/hold"`);
    const sent = await nobody.get(`/en/catalog/${bookId}/hold`);
    expect(sent.location).toBe(`/en/sign-in?ke=%2Fen%2Fcatalog%2F${bookId}%2Fhold`);
    const { email, password } = library.cast.sari;
    const back = await nobody.post('/en/sign-in', { email, password, ke: `/en/catalog/${bookId}/hold` });
    expect(back.location).toBe(`/en/catalog/${bookId}/hold`);
    // Signing in there made English the account's language.
    expect((await nobody.post('/bahasa', { locale: 'id' })).status).toBe(303);
  });

  it('is not for staff without a card', async () => {
    const { bookId } = await addBook(library.app, library.cast);
    const budi = await browse(library, library.cast.budi);
    expect((await budi.get(`/katalog/${bookId}`)).html).not.toContain(`/katalog/${bookId}/pesan`);
    expect((await budi.post(`/katalog/${bookId}/pesan`, { pickupBranchId: library.cast.central })).status).toBe(403);
    const client = await browse(library, library.cast.client);
    expect((await client.post(`/katalog/${bookId}/pesan`)).status).toBe(403);
  });
});

describe('a member’s own loans', () => {
  it('show the day they are due, are renewed once for one form, and say why not', async () => {
    const andi = await browse(library, library.cast.andi);
    const { loanId } = await lend(library.cast.andi.memberId, 'Ronggeng <b>Dukuh</b>', 7);
    const page = await andi.get('/akun');
    expect(page.text).toContain('1 dari 3 buku');
    expect(page.html).not.toContain('<b>Dukuh');
    const renewed = await andi.send('/akun/perpanjang', { id: loanId, _key: 'perpanjang-1' });
    expect(renewed.text).toContain('diperpanjang sampai');
    expect(renewed.text).toContain('Diperpanjang 1 kali');
    const once = await andi.post('/akun/perpanjang', { id: loanId });
    expect(once.status).toBe(409);
    expect(once.text).toContain('Perpanjangan sekarang tidak menambah hari');
    library.clock.move('25d');
    const late = await andi.get('/akun');
    expect(late.text).toContain('Terlambat');
    expect(late.text).toMatch(/Denda sampai hari ini Rp[\d.]+/);
    expect(late.text).toContain('Sudah terlambat; kembalikan atau perpanjang di meja layanan');
    expect(late.html).not.toContain('action="/akun/perpanjang"');
    library.clock.move('-25d');
  });

  it('are nobody else’s: another’s loan is not found', async () => {
    const other = await addMember(library.app, library.cast);
    const { loanId } = await lend(other.memberId, 'Milik orang lain');
    const page = await sari.post('/akun/perpanjang', { id: loanId });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Peminjaman tidak ditemukan');
    expect(page.text).not.toContain('Milik orang lain');
  });

  it('need a card: staff are led to their security, strangers to the door', async () => {
    const budi = await browse(library, library.cast.budi);
    expect((await budi.get('/akun')).location).toBe('/akun/keamanan');
    expect((await budi.get('/akun/pemesanan')).status).toBe(403);
    expect((await budi.get('/akun/riwayat')).status).toBe(403);
    const nobody = await browse(library, null);
    expect((await nobody.get('/akun')).location).toBe('/masuk?ke=%2Fakun');
  });

  it('ask few questions of the database', async () => {
    await lend(library.cast.sari.memberId, 'Satu');
    await lend(library.cast.sari.memberId, 'Dua');
    await sari.get('/akun');
    for (const [url, most] of [
      ['/akun', 5],
      ['/akun/pemesanan', 3],
      ['/akun/riwayat', 4],
    ] as const) {
      await sari.get(url);
      expect((await countQueries(() => sari.get(url))).queries, url).toBeLessThanOrEqual(most);
    }
  });
});

describe('a member’s own holds', () => {
  it('show the place in the queue and are given up by whoever placed them only', async () => {
    const andi = await browse(library, library.cast.andi);
    const { bookId } = await addBook(library.app, library.cast, { title: 'Antre' });
    await library.call(library.cast.sari, 'POST', '/holds', { bookId });
    const { body } = await library.call(library.cast.andi, 'POST', '/holds', { bookId });
    expect((await andi.get('/akun/pemesanan')).text).toContain('Urutan ke-2');
    const foreign = await sari.post('/akun/pemesanan/batal', { id: body.data.id });
    expect(foreign.status).toBe(422);
    const gone = await andi.send('/akun/pemesanan/batal', { id: body.data.id });
    expect(gone.text).toContain('Pemesanan “Antre” dibatalkan');
    expect(gone.text).toContain('Dibatalkan');
    expect((await andi.post('/akun/pemesanan/batal', { id: 'x' })).status).toBe(422);
  });
});

describe('the history', () => {
  it('is shown, or only to who asked for it where the library says so', async () => {
    const { loanId } = await lend(library.cast.andi.memberId, 'Sudah dibaca');
    await library.call(library.cast.budi, 'POST', `/borrowings/${loanId}/return`, {});
    const andi = await browse(library, library.cast.andi);
    expect((await andi.get('/akun/riwayat')).text).toContain('Sudah dibaca');
    await library.call(library.cast.wati, 'PATCH', '/settings', { historyOptIn: true });
    const hidden = await andi.get('/akun/riwayat');
    expect(hidden.text).toContain('Riwayat tidak ditampilkan');
    expect(hidden.text).not.toContain('Sudah dibaca');
    const id = library.cast.andi.memberId;
    await library.call(library.cast.budi, 'PATCH', `/members/${id}`, { consent: { history: true } });
    expect((await andi.get('/akun/riwayat')).text).toContain('Sudah dibaca');
  });
});
