import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { addBook, addMember } from '../../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { sendReminder } from '../reminders.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';

describe('the overdue list and the hold shelf', () => {
  let library: TestLibrary;
  let budi: Browser;
  const late: { id: string; memberId: string; title: string }[] = [];

  beforeAll(async () => {
    library = await openLibrary({ worker: true });
    for (const [name, email, className] of [
      ['Lambat', 'lambat@contoh.id', 'X-1'],
      [`Nama ${HOSTILE}`, null, 'X-2'],
    ] as const) {
      const { memberId } = await addMember(library.app, library.cast, { name });
      await library.app.pool.query('update members set email = $2, class_name = $3, phone = $4 where id = $1', [
        memberId,
        email,
        className,
        '0812-3456-7890',
      ]);
      for (const title of ['Pulang', 'Negeri 5 Menara']) await lend(memberId, `${title} ${name}`);
    }
    library.clock.move('20d');
    budi = await browse(library, library.cast.budi);
  });
  afterAll(() => library.close());

  async function lend(memberId: string, title: string): Promise<void> {
    const { barcodes } = await addBook(library.app, library.cast, { title });
    const body = { barcode: barcodes[0], memberId };
    const { body: reply } = await library.call(library.cast.wati, 'POST', '/borrowings', body);
    late.push({ id: reply.data.id, memberId, title });
  }
  const letters = async (): Promise<string[]> => {
    const folder = join(library.app.dataRoot, 'outbox');
    const names = await readdir(folder).catch(() => []);
    return Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
  };
  const written = (count: number) => expect.poll(async () => (await letters()).length, { timeout: 8000 }).toBe(count);

  it('shows what is late, by class and branch, longest first', async () => {
    const all = await budi.get('/staf/terlambat');
    expect(all.text).toContain('4 pinjaman terlambat');
    expect(all.text).toContain('Pulang Lambat');
    expect(all.text).toContain('Rp2.500');
    expect(all.html).toContain('https://wa.me/6281234567890');
    expect(all.html).not.toContain('<img src=x');
    const one = await budi.get('/staf/terlambat?className=X-1');
    expect(one.text).toContain('Pulang Lambat');
    expect(one.text).not.toContain('onerror');
    expect(one.html).toContain('/api/v1/reports/overdue-letters?className=X-1');
    expect((await budi.get('/staf/terlambat?branchId=bukan-cabang')).status).toBe(400);
  });

  it('prints letters for a class from there', async () => {
    const reply = await budi.get('/api/v1/reports/overdue-letters?className=X-1');
    expect(reply.headers['content-type']).toBe('application/pdf');
  });

  it('reminds the picked once a day, one letter a reader, and says who has no address', async () => {
    await library.factsSince();
    const ids = late.map((loan) => loan.id);
    const sent = await budi.send('/staf/terlambat', { ids });
    expect(sent.text).toContain('1 surat untuk 2 pinjaman dikirim · 2 tanpa alamat surel');
    const reminded = (await library.factsSince()).filter((action) => action === 'borrowing.reminded');
    expect(reminded).toHaveLength(2);
    await written(1);
    const [letter = ''] = await letters();
    expect(letter).toContain('To: lambat@contoh.id');
    expect(letter).toContain('Pulang Lambat');
    expect(letter).toContain('Negeri 5 Menara Lambat');
    expect(letter).toContain('Rp5.000');
    const again = await budi.send('/staf/terlambat', { ids });
    expect(again.text).toContain('Tidak ada surat baru: 2 tanpa alamat surel, 2 sudah diingatkan hari ini');
    expect(again.text).toContain('Diingatkan');
    library.clock.move('1d');
    budi = await browse(library, library.cast.budi);
    expect((await budi.send('/staf/terlambat', { ids })).text).toContain('1 surat untuk 2 pinjaman');
    await written(2);
  });

  it('writes nothing about what came back before the letter was written', async () => {
    const before = (await letters()).length;
    for (const loan of late.slice(0, 2))
      await library.call(library.cast.wati, 'POST', `/borrowings/${loan.id}/return`, {});
    const ctx = library.as(await library.cast.wati.actor());
    const memberId = late[0]?.memberId ?? '';
    await sendReminder(ctx, { memberId, loanIds: late.slice(0, 2).map((loan) => loan.id) });
    expect(await letters()).toHaveLength(before);
  });

  it('reminds nobody of nothing, and of no other branch', async () => {
    const nothing = await budi.post('/staf/terlambat', {});
    expect(nothing.status).toBe(422);
    const yosef = await browse(library, library.cast.yosef);
    expect((await yosef.get('/staf/terlambat')).text).toContain('Tidak ada yang terlambat');
    expect((await yosef.post('/staf/terlambat', { ids: late.map((loan) => loan.id) })).status).toBe(422);
  });

  it('reminds once although two press the button together', async () => {
    const { memberId } = await addMember(library.app, library.cast, { name: 'Serentak' });
    await library.app.pool.query("update members set email = 'serentak@contoh.id' where id = $1", [memberId]);
    await lend(memberId, 'Bersama');
    library.clock.move('20d');
    const id = late.at(-1)?.id;
    const press = () => library.call(library.cast.wati, 'POST', '/borrowings/reminders', { ids: [id] });
    const replies = await Promise.all([press(), press(), press()]);
    expect(replies.map((reply) => reply.body.data.loans).sort()).toEqual([0, 0, 1]);
    budi = await browse(library, library.cast.budi);
  });

  it('shows who waits, puts the fetched copy aside, prints its slip, cancels', async () => {
    const { bookId, barcodes } = await addBook(library.app, library.cast, { title: 'Hujan' });
    const { memberId } = await addMember(library.app, library.cast, { name: 'Menanti' });
    const body = { bookId, memberId, pickupBranchId: library.cast.central };
    const { body: hold } = await library.call(library.cast.wati, 'POST', '/holds', body);
    const id = hold.data.id;
    const waiting = await budi.get('/staf/pemesanan');
    expect(waiting.text).toContain('Hujan');
    expect(waiting.text).toContain('Tersedia di rak: Perpustakaan Pusat');
    expect(waiting.value('barcode')).toBe(barcodes[0]);
    expect((await budi.post(`/staf/pemesanan/${id}/siapkan`, { barcode: 'BUKAN-INI' })).status).toBe(422);
    const shelved = await budi.send(`/staf/pemesanan/${id}/siapkan?lihat=menunggu`, { barcode: barcodes[0] ?? '' });
    expect(shelved.text).toContain('Hujan disiapkan untuk Menanti');
    const ready = await budi.get('/staf/pemesanan?lihat=siap');
    expect(ready.text).toContain('Hujan');
    const slip = await budi.get(`/staf/pemesanan/${id}/slip`);
    expect(slip.text).toContain('Menanti');
    expect(slip.text).toContain(barcodes[0] ?? '-');
    library.clock.move('10d');
    budi = await browse(library, library.cast.budi);
    expect((await budi.get('/staf/pemesanan?lihat=berakhir')).text).toContain('Sudah lewat');
    const gone = await budi.send(`/staf/pemesanan/${id}/batal?lihat=berakhir`, { reason: HOSTILE });
    expect(gone.text).toContain('Pemesanan Hujan dibatalkan');
    expect(gone.text).toContain('Tidak ada yang perlu dibereskan');
    expect((await budi.post(`/staf/pemesanan/${id}/batal`)).status).toBe(422);
    expect((await budi.get('/staf/pemesanan?branchId=ngawur')).status).toBe(400);
  });

  it('is closed to members and readers of reports', async () => {
    const vera = await browse(library, library.cast.vera);
    const sari = await browse(library, library.cast.sari);
    for (const url of ['/staf/terlambat', '/staf/pemesanan']) {
      expect((await vera.get(url)).status, url).toBe(403);
      expect((await sari.get(url)).status, url).toBe(403);
    }
    expect((await vera.post('/staf/terlambat', { ids: [] })).status).toBe(403);
  });

  it('asks the database little, however many rows there are', async () => {
    for (let n = 0; n < 5; n++) {
      const { memberId } = await addMember(library.app, library.cast, { name: `Telat ${n}` });
      await lend(memberId, `Telat ${n}`);
    }
    library.clock.move('20d');
    budi = await browse(library, library.cast.budi);
    await budi.get('/staf/terlambat');
    const many = await countQueries(() => budi.get('/staf/terlambat'));
    expect(many.queries).toBeLessThanOrEqual(8);
    expect((await countQueries(() => budi.get('/staf/pemesanan'))).queries).toBeLessThanOrEqual(8);
  });
});
