import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';

describe('headings by hand', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  const post = (url: string, body: object = {}, who = library.cast.budi) => call(who, 'POST', url, body);
  const book = async (title: string, author: string, subjects: string[] = []) =>
    (await post('/books', { title, author, category: 'Umum', subjects })).body.data;
  const bookNow = async (id: string) => (await call(null, 'GET', `/books/${id}`)).body.data;
  const heading = async (id: string) => (await call(null, 'GET', `/headings/${id}`)).body.data;
  const found = async (text: string) =>
    (await call(null, 'GET', `/books?search=${encodeURIComponent(text)}`)).body.data.map((b: { id: string }) => b.id);
  const merge = (id: string, into: string) => post(`/headings/${id}/merge`, { into });
  const unmerge = (id: string, who = library.cast.budi) => post(`/headings/${id}/unmerge`, {}, who);

  it('are made before a book needs them, once for all spellings', async () => {
    await library.factsSince();
    const made = await post('/headings', { kind: 'AUTHOR', name: 'Nh. Dini', variants: ['Dini, Nh.', 'Nh. Dini'] });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ kind: 'AUTHOR', name: 'Nh. Dini', variants: ['Dini, Nh.'], books: 0 });
    expect(await library.factsSince()).toEqual(['heading.created']);
    const { contributors } = await book('Pada Sebuah Kapal', 'NH DINI');
    expect(contributors[0].id).toBe(made.body.data.id);
    const again = await post('/headings', { kind: 'AUTHOR', name: 'nh dini' });
    expect([again.status, again.body.error.details]).toEqual([
      409,
      { reason: 'catalog.heading_exists', existing: made.body.data.id },
    ]);
    expect((await post('/headings', { kind: 'SUBJECT', name: 'Nh. Dini' })).status).toBe(201);
  });

  it('are refused without a name, of no kind, and by who may not', async () => {
    expect((await post('/headings', { kind: 'AUTHOR', name: ' ' })).body.error.field).toBe('name');
    expect((await post('/headings', { kind: 'PENERBIT', name: 'X' })).body.error.field).toBe('kind');
    for (const who of [library.cast.tono, library.cast.sari, library.cast.vera]) {
      expect((await post('/headings', { kind: 'AUTHOR', name: 'X' }, who)).status).toBe(403);
      expect((await unmerge(library.cast.central, who)).status).toBe(403);
    }
    expect((await call(null, 'POST', '/headings', { kind: 'AUTHOR', name: 'X' })).status).toBe(401);
  });

  it('stand apart again when their merge is undone: places, names and spellings as before', async () => {
    const right = await book('Cantik Itu Luka', 'Eka Kurniawan');
    const wrong = await book('Lelaki Harimau', 'Kurniawan, Eka');
    const both = await book('O', 'Eka Kurniawan');
    const names = [{ name: 'Eka Kurniawan' }, { name: 'Kurniawan, Eka' }];
    const twice = await call(library.cast.budi, 'PATCH', `/books/${both.id}`, { contributors: names });
    const [stays, gone] = [right.contributors[0].id, wrong.contributors[0].id];
    const before = await Promise.all([right.id, wrong.id, both.id].map(bookNow));
    const headings = await Promise.all([stays, gone].map(heading));
    expect(twice.body.data.contributors).toHaveLength(2);
    await merge(gone, stays);
    expect((await bookNow(both.id)).contributors).toHaveLength(1);
    const later = await book('Seperti Dendam', 'kurniawan eka');
    await library.factsSince();
    const undone = await unmerge(gone);
    expect(undone.body.data).toMatchObject({ id: gone, mergedInto: null, books: 2 });
    expect(await library.factsSince()).toEqual(['heading.merge_undone']);
    const same = ({ author, contributors }: { author: string; contributors: unknown }) => ({ author, contributors });
    const after = await Promise.all([right.id, wrong.id, both.id].map(bookNow));
    expect(after.map(same)).toEqual(before.map(same));
    expect((await heading(stays)).variants).toEqual(headings[0].variants);
    expect((await heading(gone)).variants).toEqual(headings[1].variants);
    expect((await bookNow(later.id)).contributors[0].id).toBe(stays);
    expect(await found('lelaki harimau eka kurniawan')).toEqual([wrong.id]);
    const again = await unmerge(gone);
    expect([again.status, again.body.error.details.reason]).toEqual([409, 'catalog.heading_not_merged']);
    expect((await merge(gone, stays)).status).toBe(200);
  });

  it('leave alone what an editor changed since', async () => {
    const right = await book('Buku A', 'Penulis Satu', ['Laut']);
    const wrong = await book('Buku B', 'Penulis Satu', ['Samudra']);
    const moved = await book('Buku C', 'Penulis Satu', ['Samudra']);
    const [stays, gone] = [right.subjects[0].id, wrong.subjects[0].id];
    await merge(gone, stays);
    await call(library.cast.budi, 'PATCH', `/books/${moved.id}`, { subjects: ['Gunung'] });
    await unmerge(gone);
    expect((await bookNow(wrong.id)).subjects).toMatchObject([{ id: gone }]);
    expect((await bookNow(moved.id)).subjects).toMatchObject([{ name: 'Gunung' }]);
    expect((await bookNow(right.id)).subjects).toMatchObject([{ id: stays }]);
  });

  it('come apart in the order they were joined, the last first', async () => {
    const [a, b, c] = await Promise.all(
      ['Rantai A', 'Rantai B', 'Rantai C'].map(async (name) => (await book(`Oleh ${name}`, name)).contributors[0].id),
    );
    await merge(a, b);
    await merge(b, c);
    const early = await unmerge(a);
    expect([early.status, early.body.error.details]).toEqual([409, { reason: 'catalog.merged_later', first: b }]);
    expect((await unmerge(b)).status).toBe(200);
    expect((await heading(a)).mergedInto).toBe(b);
    expect((await heading(b)).variants).toEqual(['Rantai A']);
    expect((await unmerge(a)).status).toBe(200);
    expect((await Promise.all([a, b, c].map(heading))).map((h) => h.books)).toEqual([1, 1, 1]);
  });

  it('cannot come back under a name that somebody else has now', async () => {
    const one = (await book('Nama A', 'Nama Lama')).contributors[0].id;
    const two = (await book('Nama B', 'Nama Baru')).contributors[0].id;
    await merge(one, two);
    await call(library.cast.budi, 'PATCH', `/headings/${two}`, { name: 'Nama Lama' });
    const undone = await unmerge(one);
    expect([undone.status, undone.body.error.details]).toEqual([
      409,
      { reason: 'catalog.heading_exists', existing: two },
    ]);
    await library.app.pool.query('update headings set merge_batch_id = null where id = $1', [one]);
    expect((await unmerge(one)).body.error.details.reason).toBe('catalog.merge_forgotten');
  });

  it('are undone once when two press the button', async () => {
    const one = (await book('Dua A', 'Dua Kali')).contributors[0].id;
    const two = (await book('Dua B', 'Dua Lagi')).contributors[0].id;
    await merge(one, two);
    const both = await Promise.all([unmerge(one), unmerge(one)]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
  });
});
