import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const JPEG_PHOTO = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc00011080050003c03012200021101031101ffd9',
  'hex',
);
const WEBP = Buffer.concat([Buffer.from('RIFF'), Buffer.from([8, 0, 0, 0]), Buffer.from('WEBPVP8 ')]);

describe('cards, PINs and photos', () => {
  let library: TestLibrary;
  let id: string;
  let number: string;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(async () => {
    ({ memberId: id, number } = await addMember(library.app, library.cast, { name: 'Kartika' }));
    await library.factsSince();
  });

  const pin = (who = library.cast.budi, to = id) => library.call(who, 'POST', `/members/${to}/pin`, {});
  const login = (password: string, email = number) => library.call(null, 'POST', '/auth/login', { email, password });

  describe('a card', () => {
    it('is a PDF, remembered', async () => {
      const reply = await library.call(library.cast.tono, 'GET', `/members/${id}/card`);
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('application/pdf');
      expect(reply.headers['content-disposition']).toContain(`${number}.pdf`);
      expect(reply.text.startsWith('%PDF-')).toBe(true);
      expect(await library.factsSince()).toEqual(['member.card_printed']);
    });

    it('is one’s own, or one of the branch', async () => {
      const { sari, yosef } = library.cast;
      expect((await library.call(sari, 'GET', `/members/${sari.memberId}/card`)).status).toBe(200);
      expect((await library.call(sari, 'GET', `/members/${id}/card`)).status).toBe(404);
      expect((await library.call(yosef, 'GET', `/members/${id}/card`)).status).toBe(404);
    });

    it('comes with others in one file, each once, none outside the reach', async () => {
      const { budi, sari, yosef, jayapura } = library.cast;
      const east = await addMember(library.app, library.cast, { branch: jayapura });
      const many = await library.call(budi, 'POST', '/members/cards', { ids: [id, sari.memberId, id, east.memberId] });
      expect(many.status).toBe(200);
      expect([...many.text.matchAll(/\/Type \/Page\b/g)]).toHaveLength(3);
      expect(await library.factsSince()).toEqual(Array(3).fill('member.card_printed'));
      const some = await library.call(yosef, 'POST', '/members/cards', { ids: [east.memberId, id] });
      expect(some.status).toBe(404);
      expect(await library.factsSince()).toEqual([]);
    });

    it('comes for numbers written down, for a class and for what a list shows, on the sheet that is in the printer', async () => {
      const { budi, sari, yosef } = library.cast;
      const print = (body: object, who = budi) => library.call(who, 'POST', '/members/cards', body);
      const pages = (text: string): number => [...text.matchAll(/\/Type \/Page\b/g)].length;
      const written = await print({ numbers: [number.toLowerCase(), 'lib001'], sheet: 'cr80-a4', start: 10 });
      expect([written.status, pages(written.text)]).toEqual([200, 2]);
      await library.app.pool.query("update members set class_name = 'XII-Z' where id = $1", [id]);
      await library.factsSince();
      expect(pages((await print({ filter: { className: 'XII-Z' } })).text)).toBe(1);
      expect(await library.factsSince()).toEqual(['member.card_printed']);
      for (const [body, field] of [
        [{}, 'ids'],
        [{ filter: { className: 'tidak ada' } }, 'filter'],
        [{ numbers: ['ZZZ9'] }, 'numbers'],
        [{ numbers: [number], sheet: 'tj-103' }, 'sheet'],
        [{ numbers: [number], sheet: 'cr80-a4', start: 11 }, 'start'],
        [{ filter: { className: 7 } }, 'filter.className'],
      ] as const) {
        const reply = await print(body);
        expect([reply.status, reply.body.error.field], JSON.stringify(body)).toEqual([400, field]);
      }
      expect((await print({ numbers: [number] }, yosef)).body.error.field).toBe('numbers');
      expect((await print({ numbers: [number] }, library.cast.manager)).status).toBe(403);
      const own = await print({ filter: {} }, sari);
      expect([own.status, pages(own.text)]).toEqual([200, 1]);
    });

    it('has the photo on it, and is printed without one that cannot be', async () => {
      const { budi } = library.cast;
      const plain = (await library.call(budi, 'GET', `/members/${id}/card`)).text.length;
      for (const [picture, type] of [
        [JPEG_PHOTO, 'image/jpeg'],
        [PNG, 'image/png'],
      ] as const) {
        const put = await library.call(budi, 'PUT', `/members/${id}/photo`, picture, { 'content-type': type });
        expect(put.status).toBe(200);
        const card = await library.call(budi, 'GET', `/members/${id}/card`);
        expect(card.status).toBe(200);
        expect(card.text.includes('/DCTDecode')).toBe(type === 'image/jpeg');
        if (type === 'image/png') expect(card.text.length).toBe(plain);
      }
    });

    it.each([[[]], [['x']], [Array(101).fill('0195f3a0-0000-7000-8000-000000000000')]])(
      'refuses ids %#',
      async (ids) => {
        expect((await library.call(library.cast.budi, 'POST', '/members/cards', { ids })).status).toBe(400);
      },
    );
  });

  describe('a PIN', () => {
    it('makes an account where there is none, is told once, and lets the member in', async () => {
      const { status, body } = await pin();
      expect(status).toBe(200);
      expect(body.data).toEqual({ id, memberId: number, name: 'Kartika', pin: expect.stringMatching(/^\d{6}$/) });
      const facts = await library.factsSince();
      expect(facts.sort()).toEqual(['account.created', 'account.password_set', 'member.pin_reset']);
      const stored = await library.app.pool.query('select body::text as body from fact_details');
      expect(stored.rows.some((row) => row.body.includes(`"${body.data.pin}"`))).toBe(false);
      const signedIn = await login(body.data.pin);
      expect(signedIn.body.data.user).toMatchObject({ memberId: id, roles: ['MEMBER'] });
      const bearer = { authorization: `Bearer ${signedIn.body.data.token}` };
      expect((await library.call(null, 'GET', `/members/${id}`, undefined, bearer)).status).toBe(200);
    });

    it('replaces the one before and ends its sessions', async () => {
      const first = (await pin()).body.data.pin;
      const bearer = { authorization: `Bearer ${(await login(first)).body.data.token}` };
      const second = (await pin()).body.data.pin;
      expect((await library.call(null, 'GET', '/auth/me', undefined, bearer)).status).toBe(401);
      expect((await login(first)).status).toBe(401);
      expect((await login(second)).status).toBe(200);
    });

    it('makes one account when two desks ask at once', async () => {
      const accounts = async () => (await library.app.pool.query('select count(*)::int as n from accounts')).rows[0].n;
      const before = await accounts();
      const both = await Promise.all([pin(), pin()]);
      expect(both.map((reply) => reply.status)).toEqual([200, 200]);
      expect(await accounts()).toBe(before + 1);
    });

    it('is no way into the account of somebody who works here', async () => {
      const { wati, budi } = library.cast;
      await library.app.pool.query('update members set account_id = $2 where id = $1', [id, wati.accountId]);
      const reply = await pin(budi);
      expect(reply.status).toBe(409);
      expect(reply.body.error.details.reason).toBe('members.staff_account');
      expect((await login(wati.password, wati.email)).status).toBe(200);
    });

    it('comes on a slip too', async () => {
      const reply = await library.call(library.cast.budi, 'POST', `/members/${id}/pin/slip`, {});
      expect(reply.headers['content-type']).toBe('application/pdf');
      expect(reply.text.startsWith('%PDF-')).toBe(true);
      expect((await library.factsSince()).sort()).toEqual([
        'account.created',
        'account.password_set',
        'member.pin_reset',
      ]);
    });

    it('is for the branch’s own members, and for who may', async () => {
      const { yosef, tono, sari } = library.cast;
      expect((await pin(yosef)).status).toBe(404);
      expect((await pin(tono)).status).toBe(403);
      expect((await pin(sari, sari.memberId)).status).toBe(403);
    });
  });

  describe('a photo', () => {
    const put = (body: Buffer | string, type: string, who = library.cast.budi) =>
      library.call(who, 'PUT', `/members/${id}/photo`, body, { 'content-type': type });
    const keyOf = async () =>
      (await library.app.pool.query('select photo from members where id = $1', [id])).rows[0].photo;

    it.each([
      ['image/png', PNG],
      ['image/jpeg', JPEG],
      ['image/webp', WEBP],
    ])('in %s is kept and shown again, byte by byte', async (type, bytes) => {
      expect((await put(bytes, type)).body.data).toMatchObject({ hasPhoto: true, version: 2 });
      const shown = await library.web.inject({
        url: `/api/v1/members/${id}/photo`,
        headers: { authorization: `Bearer ${await library.cast.tono.token()}` },
      });
      expect(shown.headers['content-type']).toBe(type);
      expect(shown.headers['cache-control']).toBe('private, no-store');
      expect(shown.rawPayload.equals(bytes)).toBe(true);
      expect(await library.factsSince()).toEqual(['member.photo_changed']);
    });

    it('is judged by its bytes, not by what it is called', async () => {
      for (const lie of [
        Buffer.from('<svg onload="alert(1)"/>'),
        Buffer.from('GIF89a'),
        Buffer.alloc(0),
        Buffer.alloc(3),
      ]) {
        const reply = await put(lie, 'image/png');
        expect(reply.status).toBe(400);
      }
      expect((await put('nama\nx', 'text/csv')).status).toBe(400);
      expect((await put(PNG, 'image/gif')).status).toBe(415);
      expect((await put('{"file":"x"}', 'application/json')).body.error).toMatchObject({ field: 'file' });
      expect(await library.factsSince()).toEqual([]);
    });

    it('is at most 5 MB', async () => {
      const large = Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]);
      expect((await put(large, 'image/png')).status).toBe(413);
    });

    it('takes the place of the one before, whose file goes', async () => {
      await put(PNG, 'image/png');
      const first = await keyOf();
      await put(JPEG, 'image/jpeg');
      await expect.poll(() => library.app.drivers.files.get(first)).toBeNull();
      const second = await keyOf();
      expect(second).not.toBe(first);
      const removed = await library.call(library.cast.budi, 'DELETE', `/members/${id}/photo`);
      expect(removed.body.data.hasPhoto).toBe(false);
      await expect.poll(() => library.app.drivers.files.get(second)).toBeNull();
      expect((await library.call(library.cast.budi, 'GET', `/members/${id}/photo`)).status).toBe(404);
      expect((await library.call(library.cast.budi, 'DELETE', `/members/${id}/photo`)).status).toBe(404);
    });

    it('is seen and changed within the reach only', async () => {
      const { yosef, sari, tono } = library.cast;
      await put(PNG, 'image/png');
      expect((await library.call(sari, 'GET', `/members/${id}/photo`)).status).toBe(404);
      expect((await library.call(yosef, 'GET', `/members/${id}/photo`)).status).toBe(404);
      expect((await put(PNG, 'image/png', yosef)).status).toBe(404);
      expect((await put(PNG, 'image/png', tono)).status).toBe(403);
    });
  });
});
