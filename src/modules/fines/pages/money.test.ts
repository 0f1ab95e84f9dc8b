import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"';

describe('the screens about money', () => {
  let library: TestLibrary;
  let budi: Browser;
  let wati: Browser;
  beforeAll(async () => {
    library = await openLibrary();
    budi = await browse(library, library.cast.budi);
    wati = await browse(library, library.cast.wati);
  });
  afterAll(() => library.close());

  /** A charge made on its screen; the id of the fine. */
  const charged = async (memberId: string, amount = '10000', description = 'Kartu hilang'): Promise<string> => {
    const { location } = await budi.post('/staf/denda/baru', { memberId, reason: 'OTHER', amount, description });
    return location?.split('/').at(-1) ?? '';
  };
  const paymentOf = async (fineId: string): Promise<string> =>
    (await library.app.pool.query('select id from fine_payments where fine_id = $1', [fineId])).rows[0].id;

  it('charge by hand, and say which field is wrong', async () => {
    const seen = await budi.send('/staf/denda/baru', {
      memberId: 'LIB001',
      reason: 'DAMAGED',
      amount: '25.000',
      description: 'Sampul robek',
    });
    expect(seen.text).toContain('Biaya dicatat');
    expect(seen.text).toContain('Rp25.000');
    expect(seen.text).toContain('Sampul robek');
    const bad = await budi.post('/staf/denda/baru', {
      memberId: 'LIB001',
      reason: 'NGAWUR',
      amount: 'x',
      description: '',
    });
    expect(bad.status).toBe(422);
    expect(Object.keys(bad.errors).sort()).toEqual(['amount', 'description', 'reason']);
    expect(
      (await budi.post('/staf/denda/baru', { memberId: 'X9', reason: 'OTHER', amount: '1', description: 'y' })).text,
    ).toContain('Anggota tidak ditemukan');
  });

  it('list what is owed, narrowed by the address', async () => {
    await charged(library.cast.andi.memberId, '3000', 'Fotokopi');
    const all = await budi.get('/staf/denda');
    expect(all.text).toContain('Andi');
    expect(all.text).toContain('Rp3.000');
    const one = await budi.get('/staf/denda?memberId=LIB001&reason=DAMAGED');
    expect(one.text).toContain('Sari');
    expect(one.text).not.toContain('Andi');
    expect((await budi.get('/staf/denda?status=PAID')).text).toContain('Tidak ada denda di sini');
    expect((await budi.get('/staf/denda?memberId=TIDAKADA')).text).toContain('Anggota tidak ditemukan');
    expect((await budi.get('/staf/denda?from=kemarin')).status).toBe(400);
  });

  it('take a part, keep what is too much, refuse nonsense', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Bayar' });
    const id = await charged(memberId);
    const part = await budi.send(`/staf/denda/${id}/bayar`, { amount: '4.000', method: 'CASH' });
    expect(part.text).toContain('Pembayaran diterima');
    expect(part.text).toContain('Dibayar sebagian');
    const tooMuch = await budi.post(`/staf/denda/${id}/bayar`, { amount: '9000', method: 'CASH' });
    expect(tooMuch.status).toBe(422);
    expect(tooMuch.errors.amount).toContain('Rp6.000');
    const rest = await budi.send(`/staf/denda/${id}/bayar`, {
      amount: '9000',
      method: 'QRIS',
      keepChange: 'credit',
      reference: 'Q-77',
    });
    expect(rest.text).toContain('Lunas');
    expect((await budi.get(`/staf/denda/${id}`)).html).not.toContain('/bayar"');
  });

  it('take the money of a form sent twice once', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Dua Kali' });
    const id = await charged(memberId);
    const form = { _key: 'formulir-bayar-1', amount: '4000', method: 'CASH' };
    await budi.post(`/staf/denda/${id}/bayar`, form);
    await budi.post(`/staf/denda/${id}/bayar`, form);
    expect((await budi.get(`/staf/denda/${id}`)).text).toContain('Rp6.000');
  });

  it('waive with a reason', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Dihapus' });
    const id = await charged(memberId);
    expect((await budi.post(`/staf/denda/${id}/hapuskan`, { reason: ' ' })).status).toBe(422);
    const done = await budi.send(`/staf/denda/${id}/hapuskan`, { amount: '2000', reason: HOSTILE });
    expect(done.text).toContain('Denda dihapuskan');
    expect(done.text).toContain('Dihapuskan Rp2.000');
    expect(done.html).not.toContain('<img src=x');
  });

  it('give money back only when a second person agrees', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Keliru' });
    const id = await charged(memberId);
    await budi.post(`/staf/denda/${id}/bayar`, { amount: '10000', method: 'CASH' });
    const ask = { paymentId: await paymentOf(id), method: 'CASH', reason: 'Salah orang' };
    expect((await budi.post(`/staf/denda/${id}/kembalikan`, ask)).status).toBe(403);
    const asked = await wati.send(`/staf/denda/${id}/kembalikan`, ask);
    expect(asked.text).toContain('Pengembalian uang diajukan');
    const list = await wati.get('/staf/denda/pengembalian');
    expect(list.text).toContain('Salah orang');
    expect(list.text).toContain('harus disetujui orang lain');
    const refund = /pengembalian\/([0-9a-f-]+)\/setuju/.exec(list.html)?.[1] ?? '';
    expect((await wati.post(`/staf/denda/pengembalian/${refund}/setuju`)).status).toBe(422);
    await library.app.pool.query(
      `insert into account_roles (account_id, role_id, scope, granted_at)
       select $1, id, 'all', $2 from roles where name = 'SUPER_ADMIN'`,
      [library.cast.budi.accountId, library.app.clock.now()],
    );
    const other = await browse(library, library.cast.budi);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const done = await other.send(`/staf/denda/pengembalian/${refund}/setuju`, { note: 'Benar' });
    expect(done.text).toContain('Disetujui; serahkan uangnya');
    expect((await wati.get('/staf/denda/pengembalian?status=APPROVED')).text).toContain('diputuskan Budi');
    expect((await wati.post(`/staf/denda/pengembalian/${refund}/tolak`)).status).toBe(422);
  });

  it('print one receipt for all that was paid at once, and remember who looked', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Kuitansi' });
    const fines = [await charged(memberId, '5000', 'Satu'), await charged(memberId, '7000', 'Dua')];
    await library.call(library.cast.wati, 'POST', `/members/${memberId}/fines/pay`, { method: 'CASH', amount: 9000 });
    const query = new URLSearchParams();
    for (const id of fines) query.append('bayar', await paymentOf(id));
    await library.factsSince();
    const seen = await budi.get(`/staf/kuitansi?${query}&kertas=a4`);
    expect(seen.text).toContain('Dibayar Rp9.000');
    expect(seen.text).toContain('Sisa Rp3.000');
    expect(seen.html).toContain('sheet-a4');
    expect(await library.factsSince()).toEqual(['fine.receipt_printed']);
    const other = await charged(library.cast.andi.memberId);
    await budi.post(`/staf/denda/${other}/bayar`, { amount: '10000', method: 'CASH' });
    query.append('bayar', await paymentOf(other));
    expect((await budi.get(`/staf/kuitansi?${query}`)).status).toBe(404);
    expect((await budi.get('/staf/kuitansi')).status).toBe(404);
    expect((await budi.get('/staf/kuitansi?bayar=ngawur')).status).toBe(400);
  });

  it('tell the cash of a day, drawer by drawer, with its files', async () => {
    const today = await budi.get('/staf/kas');
    expect(today.text).toContain('Uang tunai yang harus ada di laci');
    expect(today.text).toContain('QRIS');
    expect(today.text).toContain('Budi · tunai');
    const href =
      /href="(\/api\/v1\/cash-reports\/export[^"]*csv[^"]*)"/.exec(today.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await budi.get(href)).headers['content-type']).toContain('text/csv');
    expect((await budi.get('/staf/kas?date=2026-01-01')).text).toContain('Tidak ada uang masuk atau keluar');
    expect((await budi.get('/staf/kas?date=besok')).status).toBe(400);
  });

  it('are closed to others', async () => {
    const tono = await browse(library, library.cast.tono);
    const vera = await browse(library, library.cast.vera);
    const sari = await browse(library, library.cast.sari);
    const yosef = await browse(library, library.cast.yosef);
    const id = await charged(library.cast.sari.memberId);
    for (const url of [
      '/staf/denda',
      '/staf/kas',
      '/staf/denda/baru',
      '/staf/denda/pengembalian',
      `/staf/denda/${id}`,
    ]) {
      expect((await vera.get(url)).status, url).toBe(403);
      expect((await sari.get(url)).status, url).toBe(403);
    }
    expect((await tono.get(`/staf/denda/${id}`)).status).toBe(200);
    expect((await tono.get(`/staf/denda/${id}`)).html).not.toContain('/bayar"');
    expect((await tono.post(`/staf/denda/${id}/bayar`, { amount: '1', method: 'CASH' })).status).toBe(403);
    expect((await tono.get('/staf/kas')).status).toBe(403);
    expect((await yosef.get(`/staf/denda/${id}`)).status).toBe(404);
  });

  it('ask the database little, however many fines there are', async () => {
    for (let n = 0; n < 8; n++) await charged(library.cast.andi.memberId, '1000', `Denda ${n}`);
    const many = await countQueries(() => budi.get('/staf/denda?memberId=LIB002'));
    expect(many.queries).toBeLessThanOrEqual(9);
  });
});
