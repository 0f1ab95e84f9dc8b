import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('members', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('come with a number of the sequence, the actor’s branch and an expiry of their type', async () => {
    const { budi, student, central } = library.cast;
    const { status, body } = await library.call(budi, 'POST', '/members', { name: ' Rina Wati ', memberTypeId: student });
    expect(body).toMatchObject({ success: true });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      memberId: 'LIB003',
      name: 'Rina Wati',
      status: 'ACTIVE',
      joinDate: '2026-03-02',
      expiryDate: '2027-03-02',
      isExpired: false,
      hasPhoto: false,
      memberType: { id: student, code: 'SISWA' },
      branch: { id: central, code: 'PUSAT' },
      version: 1,
      can: { suspend: true, activate: false, delete: false, renewMembership: true },
      why: { activate: 'members.not_suspended', delete: 'kernel.forbidden' },
    });
    expect(await library.factsSince()).toEqual(['member.created']);
  });
});
