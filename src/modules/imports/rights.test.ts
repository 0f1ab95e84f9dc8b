import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../test/support/browse.ts';
import type { Person } from '../../../test/support/cast.ts';
import { importer } from '../../../test/support/imports.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { importJobs } from './jobs.ts';

let library: TestLibrary;
let ofMembers: Person;
let ofBooks: Person;
beforeAll(async () => {
  library = await openLibrary();
  await library.app.jobs.open(library.app, importJobs, []);
  ofMembers = await only(library.cast.dewi, 'PENDAFTAR', ['member:create']);
  ofBooks = await only(library.cast.tono, 'PENGATALOG', ['book:create', 'copy:create']);
});
afterAll(async () => {
  await library.app.jobs.stop();
  await library.close();
});

/** A role of the library's own, and nothing else. */
async function only(person: Person, name: string, permissions: string[]): Promise<Person> {
  const { wati } = library.cast;
  expect((await library.call(wati, 'POST', '/roles', { name, permissions })).status).toBe(201);
  const roles = [{ role: name, scope: 'all' }];
  expect((await library.call(wati, 'PATCH', `/admins/${person.accountId}`, { roles })).status).toBe(200);
  return person;
}

const MEMBERS = '?kind=MEMBERS';
const places = () => ({ memberTypeId: library.cast.student, branchId: library.cast.central });

describe('who may make members, but no books', () => {
  it('brings a list of members in and takes it back', async () => {
    const go = importer(library, ofMembers);
    const done = await go.bring('nama\nRara\n', places(), MEMBERS);
    expect(done).toMatchObject({ state: 'DONE', counts: { created: 1 } });
    expect((await go.call('GET', '')).body.data).toMatchObject([{ id: done.id, kind: 'MEMBERS' }]);
    expect(await go.undo(done.id)).toMatchObject({ state: 'UNDONE', undone: { removed: 1 } });
  });

  it('finds the screen in the menu, with members alone to choose', async () => {
    const dewi = await browse(library, ofMembers);
    const page = await dewi.get('/staf/impor');
    expect(page.status).toBe(200);
    expect(page.html).toContain('<option value="MEMBERS"');
    expect(page.html).not.toContain('<option value="BOOKS"');
    const { id } = (await importer(library, ofMembers).upload('nama\nSinta\n', MEMBERS)).body.data;
    const one = await dewi.get(`/staf/impor/${id}`);
    expect([one.status, one.html]).toEqual([200, expect.stringContaining('<option value="skip"')]);
    expect(one.html).not.toContain('<option value="update"');
  });

  it('does not bring in books, nor see, change or use what others bring of them', async () => {
    const books = importer(library, ofBooks);
    const { id } = (await books.upload('judul\nSaman\n')).body.data;
    const profile = (await books.call('POST', '/profiles', { importId: id, name: 'Buku saya' })).body.data;
    const go = importer(library, ofMembers);
    const refused = { status: 403, body: { error: { details: { reason: 'kernel.forbidden' } } } };
    expect(await go.upload('judul\nSaman\n')).toMatchObject(refused);
    for (const [method, path, body] of [
      ['GET', `/${id}`, undefined],
      ['PATCH', `/${id}`, {}],
      ['POST', `/${id}/preview`, {}],
      ['POST', `/${id}/run`, {}],
      ['POST', `/${id}/cancel`, {}],
      ['POST', `/${id}/undo`, {}],
      ['GET', `/${id}/rejects`, undefined],
      ['POST', '/profiles', { importId: id, name: 'Lain' }],
      ['GET', `/profiles/${profile.id}`, undefined],
      ['PATCH', `/profiles/${profile.id}`, { name: 'Lain' }],
      ['DELETE', `/profiles/${profile.id}`, undefined],
    ] as const)
      expect([path, await go.call(method, path, body)]).toMatchObject([path, refused]);
    expect((await go.call('GET', '?kind=BOOKS')).body.data).toEqual([]);
    expect((await go.call('GET', '/profiles')).body.data).toEqual([]);
    expect((await (await browse(library, ofMembers)).get(`/staf/impor/${id}`)).status).toBe(403);
  });

  it('does not write over members who are there', async () => {
    const go = importer(library, ofMembers);
    const { id } = (await go.upload('nama\nRara\n', MEMBERS)).body.data;
    await go.call('PATCH', `/${id}`, { options: { ...places(), onExisting: 'update' } });
    expect((await go.call('POST', `/${id}/preview`, {})).body.error).toMatchObject({
      details: { reason: 'kernel.forbidden' },
      message: expect.stringContaining('member:update'),
    });
  });
});

describe('who may make books, but no members', () => {
  it('brings books in, and no members', async () => {
    const go = importer(library, ofBooks);
    expect(await go.bring('judul\nLarung\n', { branchId: library.cast.central })).toMatchObject({
      state: 'DONE',
      counts: { created: 1 },
    });
    expect((await go.upload('nama\nRara\n', MEMBERS)).status).toBe(403);
    const { data } = (await go.call('GET', '')).body;
    expect(new Set(data.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['BOOKS']));
    const page = await (await browse(library, ofBooks)).get('/staf/impor');
    expect(page.html).not.toContain('<option value="MEMBERS"');
  });

  it('does not overlay books that are there', async () => {
    const go = importer(library, ofBooks);
    const { id } = (await go.upload('judul\nLarung\n')).body.data;
    await go.call('PATCH', `/${id}`, { options: { choices: { title: 'overlay' } } });
    const { status, body } = await go.call('POST', `/${id}/preview`, {});
    expect([status, body.error.message]).toEqual([403, expect.stringContaining('book:update')]);
  });
});
