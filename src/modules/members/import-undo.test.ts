import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('taking an import of members back', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  const load = async (text: string, query = '', who = library.cast.budi) => {
    const url = `/members/import?memberTypeId=${library.cast.student}${query}`;
    return (await library.call(who, 'POST', url, text, { 'content-type': 'text/csv' })).body.data;
  };
  const undo = (batchId: string, who = library.cast.budi) =>
    library.call(who, 'POST', `/member-batches/${batchId}/undo`, {});
  const row = async (name: string) =>
    (await library.app.pool.query('select * from members where name = $1 order by id desc limit 1', [name])).rows[0];

  it('takes away whom it made, with their numbers, so that the file can be loaded again', async () => {
    const file = 'nomor,nama,email\nM-1,Ujang,ujang@contoh.id\nM-2,Vina,';
    const { batchId } = await load(file);
    await library.factsSince();
    const { status, body } = await undo(batchId);
    expect(status).toBe(200);
    expect(body.data).toEqual({ batchId, restored: 0, removed: 2, skipped: [] });
    expect(await library.factsSince()).toEqual(['members.import_undone']);
    const gone = await row('Ujang');
    expect(gone).toMatchObject({ status: 'DELETED', deleted_by: library.cast.budi.accountId, version: 2 });
    expect(gone.member_id).not.toBe('M-1');
    expect((await undo(batchId)).body.error.details.reason).toBe('members.batch_undone');
    const again = await load(file);
    expect(again).toMatchObject({ created: 2, failed: 0 });
    expect((await row('Ujang')).member_id).toBe('M-1');
  });

  it('puts back what it changed, to the letter', async () => {
    await load('nomor,nama,kelas,telepon,alamat\nK-1,Wulan,VII,0811,Jl. Melati');
    const before = await row('Wulan');
    const { batchId, updated } = await load(
      `nomor,nama,kelas,telepon,jenis\nK-1,Wulan Sari,VIII,0822,GURU`,
      '&onExisting=update',
    );
    expect(updated).toBe(1);
    expect((await undo(batchId)).body.data).toEqual({ batchId, restored: 1, removed: 0, skipped: [] });
    const { version, updated_at: _at, ...after } = await row('Wulan');
    const { version: was, updated_at: _was, ...past } = before;
    expect(after).toEqual(past);
    expect(version).toBe(was + 2);
  });

  it('leaves whoever was touched since, and tells who and why', async () => {
    const { batchId } = await load('nomor,nama\nL-1,Xena\nL-2,Yuda\nL-3,Zaki\nL-4,Adi');
    const [xena, yuda, zaki] = [await row('Xena'), await row('Yuda'), await row('Zaki')];
    await library.call(library.cast.budi, 'PATCH', `/members/${xena.id}`, { phone: '0812345' });
    const { barcodes } = await addBook(library.app, library.cast);
    const lent = await library.call(library.cast.dewi, 'POST', '/borrowings', {
      barcode: barcodes[0],
      memberId: yuda.id,
    });
    await library.call(library.cast.dewi, 'POST', `/borrowings/${lent.body.data.id}/return`, {});
    await library.call(library.cast.wati, 'DELETE', `/members/${zaki.id}`);
    const { data } = (await undo(batchId)).body;
    expect(data).toMatchObject({ restored: 0, removed: 1 });
    expect(data.skipped).toMatchObject([
      { id: xena.id, memberId: 'L-1', reason: 'members.changed_since' },
      { id: yuda.id, memberId: 'L-2', reason: 'members.used_since' },
    ]);
    expect((await row('Yuda')).status).toBe('ACTIVE');
    expect((await row('Adi')).status).toBe('DELETED');
  });

  it('does nothing, and says so, when everybody was touched', async () => {
    const { batchId } = await load('nomor,nama\nN-1,Bayu');
    await library.call(library.cast.budi, 'PATCH', `/members/${(await row('Bayu')).id}`, { phone: '0812345' });
    await library.factsSince();
    expect((await undo(batchId)).body.data).toMatchObject({ removed: 0, skipped: [{ name: 'Bayu' }] });
    expect(await library.factsSince()).toEqual([]);
    expect((await undo(batchId)).status).toBe(200);
  });

  it('goes in parts, and once when two press the button', async () => {
    const rows = Array.from({ length: 1_100 }, (_, n) => `P-${n},Bagian ${n}`);
    const { batchId } = await load(`nomor,nama\n${rows.join('\n')}`);
    await library.factsSince();
    const both = await Promise.all([undo(batchId), undo(batchId)]);
    expect(both.map((reply) => reply.body.data?.removed ?? 0).reduce((a, b) => a + b, 0)).toBe(1_100);
    expect(await library.factsSince()).toEqual(Array(3).fill('members.import_undone'));
    const left = await library.app.pool.query(
      `select 1 from members where batch_id = $1 and status <> 'DELETED' limit 1`,
      [batchId],
    );
    expect(left.rows).toEqual([]);
  });

  it('is for those who may change members where all of them are', async () => {
    const { batchId } = await load('nomor,nama\nQ-1,Cahya');
    const { tono, vera, sari, yosef } = library.cast;
    await library.factsSince();
    for (const who of [tono, vera, sari]) expect((await undo(batchId, who)).status).toBe(403);
    expect((await library.call(null, 'POST', `/member-batches/${batchId}/undo`, {})).status).toBe(401);
    expect((await undo(batchId, yosef)).status).toBe(404);
    expect(await library.factsSince()).toEqual([]);
    expect((await row('Cahya')).status).toBe('ACTIVE');
  });

  it('is refused where an earlier version changed members without remembering how they were', async () => {
    await load('nomor,nama\nR-1,Dodi');
    const { batchId } = await load('nomor,nama,kelas\nR-1,Dodi,IX', '&onExisting=update');
    await library.app.pool.query('delete from member_batch_rows where batch_id = $1', [batchId]);
    expect((await undo(batchId)).body.error.details.reason).toBe('members.batch_stays');
  });

  it('forgets with the person what stood there before', async () => {
    await load('nomor,nama,telepon\nS-1,Eka,0899');
    const { batchId } = await load('nomor,nama,telepon\nS-1,Eka,0877', '&onExisting=update');
    const { id } = await row('Eka');
    const exported = await library.call(library.cast.wati, 'GET', `/members/${id}/export`);
    expect(exported.text).toContain('0899');
    const erased = await library.call(library.cast.wati, 'POST', `/members/${id}/erase`, { reason: 'diminta' });
    expect(erased.status).toBe(200);
    const kept = await library.app.pool.query('select 1 from member_batch_rows where batch_id = $1', [batchId]);
    expect(kept.rows).toEqual([]);
  });
});
