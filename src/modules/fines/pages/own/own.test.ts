import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../../test/support/browse.ts';
import { addBook } from '../../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../../test/support/library.ts';

let library: TestLibrary;
let sari: Browser;
let late: string;
let other: string;

beforeAll(async () => {
  library = await openLibrary({ env: { SESSION_IDLE_SECONDS: '2592000' } });
  sari = await browse(library, library.cast.sari);
  const { wati, budi, sari: member, andi } = library.cast;
  const { barcodes } = await addBook(library.app, library.cast, { title: 'Terlambat <i>sekali</i>' });
  const loan = await library.call(budi, 'POST', '/borrowings', { barcode: barcodes[0], memberId: member.memberId });
  library.clock.move('20d');
  const back = await library.call(budi, 'POST', `/borrowings/${loan.body.data.id}/return`, {});
  late = back.body.data.fine.id;
  const charge = (memberId: string, description: string) =>
    library.call(wati, 'POST', '/fines', { memberId, reason: 'OTHER', amount: 7000, description });
  await charge(member.memberId, 'Kartu <script>hilang');
  other = (await charge(andi.memberId, 'Rahasia Andi')).body.data.id;
});
afterAll(() => library.close());

describe('a member’s own fines', () => {
  it('say what is owed and what each is for, day by day', async () => {
    const page = await sari.get('/akun/denda');
    expect(page.text).toMatch(/Rp[\d.]+ ?harus dibayar|Harus dibayar Rp/);
    expect(page.text).toContain('Terlambat <i>sekali</i>');
    expect(page.html).not.toContain('<i>sekali');
    expect(page.text).not.toContain('Rahasia Andi');
    const one = await sari.get(`/akun/denda/${late}`);
    expect(one.text).toContain('Hari demi hari');
    expect(one.text).toContain('tutup, tidak dihitung');
    const { rows } = await library.app.pool.query('select amount from fines where id = $1', [late]);
    const amount = `Rp${Number(rows[0]?.amount).toLocaleString('id-ID')}`;
    expect(one.text.split(amount).length).toBeGreaterThan(2);
    expect(one.html).not.toContain('/kuitansi');
  });

  it('give a receipt for what was paid', async () => {
    await library.call(library.cast.budi, 'POST', `/fines/${late}/pay`, { method: 'CASH', amount: 500 });
    const page = await sari.get(`/akun/denda/${late}`);
    expect(page.text).toContain('Dibayar sebagian');
    const href = /href="(\/akun\/denda\/[^"]*kuitansi[^"]*)"/.exec(page.html)?.[1] ?? '';
    const receipt = await sari.get(href.replaceAll('&amp;', '&'));
    expect(receipt.status).toBe(200);
    expect(receipt.headers['content-type']).toBe('application/pdf');
    const andi = await browse(library, library.cast.andi);
    expect((await andi.get(href.replaceAll('&amp;', '&'))).status).toBe(404);
  });

  it('are nobody else’s, and need a card', async () => {
    expect((await sari.get(`/akun/denda/${other}`)).status).toBe(404);
    expect((await sari.get('/akun/denda/keliru')).status).toBe(400);
    const budi = await browse(library, library.cast.budi);
    expect((await budi.get('/akun/denda')).status).toBe(403);
    expect((await budi.get(`/akun/denda/${other}`)).status).toBe(403);
    const nobody = await browse(library, null);
    expect((await nobody.get('/akun/denda')).location).toBe('/masuk?ke=%2Fakun%2Fdenda');
  });

  it('ask few questions of the database', async () => {
    await sari.get('/akun/denda');
    expect((await countQueries(() => sari.get('/akun/denda'))).queries).toBeLessThanOrEqual(8);
    await sari.get(`/akun/denda/${late}`);
    expect((await countQueries(() => sari.get(`/akun/denda/${late}`))).queries).toBeLessThanOrEqual(6);
  });
});
