import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('members', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  const create = (body: object, headers = {}) =>
    library.call(library.cast.budi, 'POST', '/members', { memberTypeId: library.cast.student, ...body }, headers);

  it('come with a number of the sequence, the actor’s branch and an expiry of their type', async () => {
    const { student, central } = library.cast;
    const { status, body } = await create({ name: ' Rina Wati ' });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      memberId: 'LIB003',
      name: 'Rina Wati',
      email: null,
      status: 'ACTIVE',
      joinDate: '2026-03-02',
      expiryDate: '2027-03-02',
      isExpired: false,
      hasPhoto: false,
      memberType: { id: student, code: 'SISWA', name: 'Siswa' },
      branch: { id: central, code: 'PUSAT', name: 'Perpustakaan Pusat' },
      version: 1,
      can: { suspend: true, activate: false, delete: false, restore: false, renewMembership: true },
      why: { activate: 'members.not_suspended', delete: 'kernel.forbidden', restore: 'kernel.forbidden' },
    });
    expect(await library.factsSince()).toEqual(['member.created']);
  });

  it('keep what the form says of them', async () => {
    const form = {
      name: 'Bagus',
      memberId: 'LIB0777',
      email: 'Bagus@Contoh.id',
      phone: '+62 812-3456-7890',
      address: 'Jl. Mawar 1',
      identityNumber: '0051234567',
      className: 'VII A',
      department: '',
      joinDate: '2026-01-10',
      expiryDate: null,
      notes: 'Ketua kelas',
      consent: { history: true },
    };
    const { body } = await create(form);
    expect(body.data).toMatchObject({ ...form, department: null, isExpired: false });
    expect(body.data).not.toHaveProperty('accountId');
  });

  it('bind a number given by hand to the format of the settings, and pass over taken ones', async () => {
    const { body } = await create({ name: 'Tamu', memberId: 'TAMU-1' });
    expect(body.error).toMatchObject({
      code: 'VALIDATION_ERROR',
      field: 'memberId',
      details: { reason: 'members.bad_number' },
    });
    expect(body.error.message).toContain('LIB001');
    for (const memberId of ['LIB004', 'LIB005', 'LIB006', 'LIB008']) await create({ name: 'Lama', memberId });
    const numbers: string[] = [];
    for (const name of ['Satu', 'Dua', 'Tiga']) numbers.push((await create({ name })).body.data.memberId);
    expect(numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? ''))).toBe(true);
    expect(new Set([...numbers, 'LIB004', 'LIB005', 'LIB006', 'LIB008']).size).toBe(7);
  });

  it('get different numbers when 20 desks make them at once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => create({ name: `Paralel ${i}` })));
    expect(made.map((reply) => reply.status)).toEqual(Array(20).fill(201));
    expect(new Set(made.map((reply) => reply.body.data.memberId)).size).toBe(20);
  });

  it('have a number and an address of their own', async () => {
    const number = await create({ name: 'Kembar', memberId: 'lib001' });
    expect(number.status).toBe(409);
    expect(number.body.error).toMatchObject({ field: 'memberId', details: { reason: 'members.number_taken' } });
    const email = await create({ name: 'Kembar', email: 'SARI@pustaka.test' }, { 'accept-language': 'en' });
    expect(email.status).toBe(409);
    expect(email.body.error).toMatchObject({
      message: 'Another member has this e-mail address',
      field: 'email',
      details: { reason: 'members.email_taken' },
    });
    expect(await library.factsSince()).toEqual([]);
  });

  it.each([
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(256) }],
    ['email', { email: 'bukan surel' }],
    ['phone', { phone: 'telepon' }],
    ['address', { address: 'x'.repeat(1001) }],
    ['identityNumber', { identityNumber: 'x'.repeat(51) }],
    ['className', { className: 'x'.repeat(51) }],
    ['department', { department: 'x'.repeat(101) }],
    ['notes', { notes: 'x'.repeat(2001) }],
    ['memberId', { memberId: '../LIB1' }],
    ['joinDate', { joinDate: '2026-02-30' }],
    ['joinDate', { joinDate: '1899-12-31' }],
    ['expiryDate', { expiryDate: '9999-01-01' }],
    ['expiryDate', { joinDate: '2026-03-01', expiryDate: '2026-02-28' }],
    ['memberTypeId', { memberTypeId: '0195f3a0-0000-7000-8000-000000000000' }],
    ['branchId', { branchId: '0195f3a0-0000-7000-8000-000000000000' }],
    ['consent.everything', { consent: { everything: true } }],
    ['status', { status: 'DELETED' }],
    ['accountId', { accountId: '0195f3a0-0000-7000-8000-000000000000' }],
    ['version', { version: 7 }],
  ])('refuse a wrong %s, naming it', async (field, wrong) => {
    const { status, body } = await create({ name: 'Rina', ...wrong });
    expect({ status, field: body.error?.field }).toEqual({ status: 400, field });
    expect(await library.factsSince()).toEqual([]);
  });

  it('are changed only where the change says something new, and by whom saw the newest version', async () => {
    const { budi } = library.cast;
    const { id } = (await create({ name: 'Laras', phone: '0812345' })).body.data;
    await library.factsSince();
    const same = await library.call(budi, 'PATCH', `/members/${id}`, { name: 'Laras', phone: '0812345' });
    expect(same.body.data.version).toBe(1);
    expect(same.headers.etag).toBe('"v1"');
    expect(await library.factsSince()).toEqual([]);
    const change = { name: 'Larasati', phone: null, consent: { publicName: true } };
    const changed = await library.call(budi, 'PATCH', `/members/${id}`, change, { 'if-match': '"v1"' });
    expect(changed.body.data).toMatchObject({ ...change, version: 2 });
    expect(await library.factsSince()).toEqual(['member.updated']);
    const stale = await library.call(budi, 'PATCH', `/members/${id}`, { name: 'Lara' }, { 'if-match': '"v1"' });
    expect(stale.status).toBe(412);
    const { rows } = await library.app.pool.query(
      `select changed, body from facts f join fact_details d on d.fact_id = f.id where entity_id = $1 and action = 'member.updated'`,
      [id],
    );
    expect(rows[0].changed.sort()).toEqual(['consent', 'name', 'phone']);
    expect(rows[0].body.oldValues).toMatchObject({ name: 'Laras', phone: '0812345' });
  });

  it('cannot be given a retired type, a closed branch or an end before the beginning', async () => {
    const { budi, wati, sari } = library.cast;
    const made = await library.call(wati, 'POST', '/member-types', { code: 'LAMA', name: 'Lama' });
    await library.call(wati, 'DELETE', `/member-types/${made.body.data.id}`);
    const type = await library.call(budi, 'PATCH', `/members/${sari.memberId}`, { memberTypeId: made.body.data.id });
    expect(type.body.error).toMatchObject({ field: 'memberTypeId', code: 'VALIDATION_ERROR' });
    const early = await library.call(budi, 'PATCH', `/members/${sari.memberId}`, { expiryDate: '2026-01-04' });
    expect(early.body.error).toMatchObject({ field: 'expiryDate', code: 'VALIDATION_ERROR' });
    const late = await library.call(budi, 'PATCH', `/members/${sari.memberId}`, { joinDate: '2027-01-06' });
    expect(late.body.error).toMatchObject({ field: 'expiryDate', code: 'VALIDATION_ERROR' });
  });

  it('are deleted without losing anything, keep their number, and come back', async () => {
    const { wati, budi } = library.cast;
    const { memberId, number } = await addMember(library.app, library.cast, { name: 'Pergi' });
    expect((await library.call(wati, 'DELETE', `/members/${memberId}`)).body.data).toMatchObject({
      status: 'DELETED',
      can: { delete: false, restore: true, suspend: false },
      why: { delete: 'members.is_deleted' },
    });
    expect((await create({ name: 'Baru', memberId: number })).status).toBe(409);
    const patch = await library.call(budi, 'PATCH', `/members/${memberId}`, { name: 'X' });
    expect(patch.body.error.details.reason).toBe('members.is_deleted');
    const again = await library.call(wati, 'DELETE', `/members/${memberId}`);
    expect(again.body.error.details.reason).toBe('members.is_deleted');
    expect((await library.call(wati, 'POST', `/members/${memberId}/restore`)).body.data.status).toBe('ACTIVE');
    expect((await library.call(wati, 'POST', `/members/${memberId}/restore`)).status).toBe(409);
    expect(await library.factsSince()).toEqual(['member.deleted', 'member.restored']);
  });

  it('cannot come back to an address somebody else took', async () => {
    const { wati } = library.cast;
    const { id } = (await create({ name: 'Lama', email: 'satu@contoh.id' })).body.data;
    await library.call(wati, 'DELETE', `/members/${id}`);
    await create({ name: 'Baru', email: 'satu@contoh.id' });
    const back = await library.call(wati, 'POST', `/members/${id}/restore`);
    expect(back.status).toBe(409);
    expect(back.body.error.details.reason).toBe('members.email_taken');
  });

  it('are not deleted while they have a loan or owe a fine', async () => {
    const { wati, budi, student } = library.cast;
    const { memberId } = await addMember(library.app, library.cast);
    const { barcodes } = await addBook(library.app, library.cast);
    const loan = await library.call(budi, 'POST', '/borrowings', { barcode: barcodes[0], memberId });
    expect(loan.status).toBe(201);
    const withLoan = await library.call(wati, 'DELETE', `/members/${memberId}`);
    expect(withLoan.status).toBe(409);
    expect(withLoan.body.error.details.reason).toBe('members.has_open_loans');
    await library.call(budi, 'POST', `/copies/${barcodes[0]}/return`, {});
    const fine = { memberId, reason: 'OTHER', amount: 5000, description: 'Kartu hilang' };
    expect((await library.call(budi, 'POST', '/fines', fine)).status).toBe(201);
    const owing = await library.call(wati, 'DELETE', `/members/${memberId}`);
    expect(owing.body.error.details.reason).toBe('members.owes');
    const seen = await library.call(wati, 'GET', `/members/${memberId}`);
    expect(seen.body.data).toMatchObject({
      can: { delete: false },
      why: { delete: 'members.owes' },
      memberType: { id: student },
    });
  });

  it('lose their sessions at once when they are deleted', async () => {
    const { wati, andi } = library.cast;
    expect((await library.call(andi, 'GET', `/members/${andi.memberId}`)).status).toBe(200);
    await library.call(wati, 'DELETE', `/members/${andi.memberId}`);
    expect((await library.call(andi, 'GET', `/members/${andi.memberId}`)).status).toBe(401);
    await library.call(wati, 'POST', `/members/${andi.memberId}/restore`);
  });

  it('are remembered to have been read by staff, not by themselves', async () => {
    const { tono, sari } = library.cast;
    expect((await library.call(sari, 'GET', `/members/${sari.memberId}`)).body.data.name).toBe('Sari');
    expect(await library.factsSince()).toEqual([]);
    expect((await library.call(tono, 'GET', `/members/${sari.memberId}`)).status).toBe(200);
    expect(await library.factsSince()).toEqual(['member.viewed']);
  });
});
