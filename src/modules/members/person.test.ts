import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { detailsDigest } from '../../kernel/facts.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('a person’s own data', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const query = async (sql: string, params: unknown[] = []) => (await library.app.pool.query(sql, params)).rows;
  const erase = (id: string, body: object = { reason: 'Permintaan sendiri' }) =>
    library.call(library.cast.wati, 'POST', `/members/${id}/erase`, body);

  describe('exporting', () => {
    it('gives a member one file with everything, and remembers it', async () => {
      const { sari, budi } = library.cast;
      await library.call(budi, 'PATCH', `/members/${sari.memberId}`, { address: 'Jl. Mawar 1', phone: '0812345' });
      await library.call(budi, 'POST', `/members/${sari.memberId}/suspend`, { reason: 'Ribut' });
      await library.call(budi, 'PUT', `/members/${sari.memberId}/photo`, PNG, { 'content-type': 'image/png' });
      await library.factsSince();
      const reply = await library.call(sari, 'GET', `/members/${sari.memberId}/export`);
      expect(reply.status).toBe(200);
      expect(reply.headers['content-disposition']).toContain('LIB001.json');
      expect(reply.body).toMatchObject({
        library: 'Perpustakaan',
        members: [{ memberId: 'LIB001', name: 'Sari', address: 'Jl. Mawar 1', memberType: 'Siswa' }],
        suspensions: [{ from: '2026-03-02', reason: 'Ribut' }],
        accounts: [{ email: sari.email, name: 'Sari' }],
        photos: [{ type: 'image/png', base64: PNG.toString('base64') }],
        fines: [],
      });
      expect(reply.body.sessions).toHaveLength(1);
      const actions = reply.body.activity.map((fact: { action: string }) => fact.action);
      expect(actions).toContain('member.suspended');
      expect(reply.text).not.toContain('argon2');
      expect(reply.text).not.toContain('Budi');
      expect(await library.factsSince()).toEqual(['member.exported']);
    });

    it('is for the person alone, and for who may export', async () => {
      const { sari, andi, budi, wati } = library.cast;
      expect((await library.call(andi, 'GET', `/members/${sari.memberId}/export`)).status).toBe(404);
      expect((await library.call(budi, 'GET', `/members/${sari.memberId}/export`)).status).toBe(403);
      expect((await library.call(wati, 'GET', `/members/${sari.memberId}/export`)).status).toBe(200);
    });

    it('tells also of records merged into one’s own', async () => {
      const { wati, cast } = { wati: library.cast.wati, cast: library.cast };
      const kept = await addMember(library.app, cast, { name: 'Dewi Satu' });
      const gone = await addMember(library.app, cast, { name: 'Dewi Dua' });
      await library.call(wati, 'POST', `/members/${kept.memberId}/merge`, { otherId: gone.memberId });
      const { body } = await library.call(wati, 'GET', `/members/${kept.memberId}/export`);
      expect(body.members.map((member: { name: string }) => member.name)).toEqual(['Dewi Satu', 'Dewi Dua']);
    });
  });

  describe('erasing', () => {
    it('is refused while there are loans or debts', async () => {
      const { budi } = library.cast;
      const { memberId } = await addMember(library.app, library.cast);
      const { barcodes } = await addBook(library.app, library.cast);
      await library.call(budi, 'POST', '/borrowings', { barcode: barcodes[0], memberId });
      expect((await erase(memberId)).body.error.details.reason).toBe('members.has_open_loans');
      await library.call(budi, 'POST', `/copies/${barcodes[0]}/return`, {});
      await library.call(budi, 'POST', '/fines', { memberId, reason: 'OTHER', amount: 5000, description: 'x' });
      expect((await erase(memberId)).body.error.details.reason).toBe('members.owes');
    });

    it('leaves no trace of the person, and the history of loans without a name', async () => {
      const { budi, andi } = library.cast;
      const id = andi.memberId;
      const details = {
        phone: '0899',
        address: 'Jl. Rahasia 9',
        identityNumber: '3174-XQZ',
        className: 'VII',
        notes: 'Catatan',
      };
      await library.call(budi, 'PATCH', `/members/${id}`, details);
      await library.call(budi, 'POST', `/members/${id}/suspend`, { reason: 'Andi ribut', to: '2026-03-03' });
      await library.call(budi, 'POST', `/members/${id}/activate`, {});
      await library.call(budi, 'PUT', `/members/${id}/photo`, PNG, { 'content-type': 'image/png' });
      const photo = (await query('select photo from members where id = $1', [id]))[0].photo;
      const { barcodes } = await addBook(library.app, library.cast);
      await library.call(budi, 'POST', '/borrowings', { barcode: barcodes[0], memberId: id });
      await library.call(budi, 'POST', `/copies/${barcodes[0]}/return`, {});
      await library.call(null, 'POST', '/auth/login', { email: andi.email, password: andi.password });
      await library.call(null, 'POST', '/auth/login', { email: andi.email, password: 'salah-sekali' });
      await library.call(budi, 'POST', '/members/promote', { from: 'VII', to: 'VIII' });
      await library.call(andi, 'GET', `/members/${id}/export`);
      await library.factsSince();

      const reply = await erase(id);
      expect(reply.status).toBe(200);
      expect(reply.body.data).toMatchObject({
        name: 'Anggota terhapus',
        email: null,
        phone: null,
        address: null,
        identityNumber: null,
        className: null,
        notes: null,
        hasPhoto: false,
        status: 'DELETED',
        can: { restore: false },
        why: { restore: 'members.is_erased' },
      });
      expect(reply.body.data.memberId).not.toContain('LIB002');
      expect(await library.factsSince()).toEqual(['account.deleted', 'member.erased']);

      expect(await library.app.drivers.files.get(photo)).toBeNull();
      expect((await library.call(andi, 'GET', '/auth/me')).status).toBe(401);
      const login = await library.call(null, 'POST', '/auth/login', { email: andi.email, password: andi.password });
      expect(login.status).toBe(401);
      expect(await query('select member_id from borrowings where member_id = $1', [id])).toHaveLength(1);
      expect(await query('select 1 from sessions where account_id = $1', [andi.accountId])).toEqual([]);
    });

    it('is found in no table and no column any more', async () => {
      const { andi } = library.cast;
      const traces: string[] = [];
      const tables = await query(
        `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
      );
      for (const { name } of tables.filter((table) => table.name !== 'migrations')) {
        const found = await query(
          `select t::text as row from "${name}" t where t::text ilike any (array['%LIB002%', '%jl. rahasia%', '%Andi%', '%3174-XQZ%'])`,
        );
        traces.push(...found.map(({ row }) => `${name}: ${row}`));
      }
      // The attempt to sign in after the erasure is somebody's, and names what was typed.
      expect(traces.filter((trace) => !trace.includes(andi.email))).toEqual([]);
    });

    it('keeps every digest the chain is made of', async () => {
      const facts = await query('select count(*)::int as n from facts where details_digest is null');
      expect(facts[0].n).toBe(0);
      const kept = await query(
        'select f.details_digest as digest, d.salt, d.body from facts f join fact_details d on d.fact_id = f.id and d.at = f.at',
      );
      for (const { digest, salt, body } of kept) expect(detailsDigest(salt, body).equals(digest)).toBe(true);
    });

    it('happens once, and is not undone', async () => {
      const { andi, wati } = library.cast;
      expect((await erase(andi.memberId)).body.error.details.reason).toBe('members.is_erased');
      const back = await library.call(wati, 'POST', `/members/${andi.memberId}/restore`);
      expect(back.body.error.details.reason).toBe('members.is_erased');
    });

    it('takes the records merged into the person along, and is not asked of them', async () => {
      const { wati, cast } = { wati: library.cast.wati, cast: library.cast };
      const kept = await addMember(library.app, cast, { name: 'Joko Satu' });
      const gone = await addMember(library.app, cast, { name: 'Joko Dua' });
      await library.call(wati, 'POST', `/members/${kept.memberId}/merge`, { otherId: gone.memberId });
      expect((await erase(gone.memberId)).body.error.details.reason).toBe('members.is_merged');
      await erase(kept.memberId);
      const rows = await query('select name from members where id = any ($1)', [[kept.memberId, gone.memberId]]);
      expect(rows.map((row) => row.name)).toEqual(['Anggota terhapus', 'Anggota terhapus']);
    });

    it('does not take a staff account with it', async () => {
      const { tono } = library.cast;
      const { memberId } = await addMember(library.app, library.cast, { name: 'Tono' });
      await query('update members set account_id = $2 where id = $1', [memberId, tono.accountId]);
      expect((await erase(memberId)).body.error.details.reason).toBe('members.staff_account');
      expect((await library.call(tono, 'GET', '/auth/me')).status).toBe(200);
    });

    it('needs a reason, and its own permission', async () => {
      const { budi, sari } = library.cast;
      expect((await erase(sari.memberId, {})).body.error).toMatchObject({ field: 'reason' });
      const reply = await library.call(budi, 'POST', `/members/${sari.memberId}/erase`, { reason: 'x' });
      expect(reply.status).toBe(403);
    });
  });
});
