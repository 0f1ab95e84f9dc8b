import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { headingKey } from './headings.ts';

describe('other spellings of a heading', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  const call = (...args: Parameters<TestLibrary['call']>) => library.call(...args);
  const create = async (title: string, author: string, subjects: string[] = []) =>
    (await call(library.cast.budi, 'POST', '/books', { title, author, category: 'Umum', subjects })).body.data;
  const found = async (search: string): Promise<string[]> =>
    (await call(null, 'GET', `/books?search=${encodeURIComponent(search)}`)).body.data.map(
      (book: { title: string }) => book.title,
    );
  const spell = (id: string, variants: string[]) => call(library.cast.budi, 'PATCH', `/headings/${id}`, { variants });

  it('find its books, as author and as subject, as soon as they are written down', async () => {
    const book = await create('Tafsir Al-Azhar', 'Hamka', ['Tafsir']);
    expect(await found('Abdul Malik Karim')).toEqual([]);
    await spell(book.contributors[0].id, ['Haji Abdul Malik Karim Amrullah']);
    expect(await found('Abdul Malik Karim')).toEqual(['Tafsir Al-Azhar']);
    await spell(book.subjects[0].id, ['Exegesis']);
    expect(await found('exegesis')).toEqual(['Tafsir Al-Azhar']);
    await spell(book.subjects[0].id, []);
    expect(await found('exegesis')).toEqual([]);
  });

  it('stand in the lists from A to Z and lead to the name; the name shows them', async () => {
    const book = await create('Cantik Itu Luka', 'Eka Kurniawan');
    const { id } = book.contributors[0];
    await spell(id, ['Kurniawan, Eka', 'Zeka']);
    const reader = await browse(library, null);
    expect((await reader.get('/pengarang?letter=k')).text).toContain('Kurniawan, Eka lihat Eka Kurniawan');
    expect((await reader.get('/pengarang?letter=z')).text).toContain('Zeka lihat Eka Kurniawan');
    expect((await reader.get('/pengarang?search=zeka')).text).toContain('Zeka lihat Eka Kurniawan');
    expect((await reader.get(`/pengarang/${id}`)).text).toContain('Kurniawan, Eka · Zeka');
    const listed = (await call(null, 'GET', '/headings?kind=AUTHOR&search=zek')).body.data;
    expect(listed.map((heading: { name: string }) => heading.name)).toEqual(['Eka Kurniawan']);
  });

  it('lead later records to the heading, unless two headings share them', async () => {
    const leila = await create('Pulang', 'Leila S. Chudori');
    await spell(leila.contributors[0].id, ['Chudori, Leila']);
    const later = await create('Laut Bercerita', 'CHUDORI, Leila');
    expect(later.contributors[0].id).toBe(leila.contributors[0].id);
    const other = await create('Lain', 'Leila Lain');
    await spell(other.contributors[0].id, ['Chudori, Leila']);
    const third = await create('Ketiga', 'Chudori, Leila');
    expect([leila.contributors[0].id, other.contributors[0].id]).not.toContain(third.contributors[0].id);
  });

  it('are paged through without a gap or a twin', async () => {
    const many = await create('Banyak', 'Nama Utama');
    await spell(
      many.contributors[0].id,
      Array.from({ length: 50 }, (_, n) => `Sebutan ${n}`),
    );
    const more = await create('Lagi', 'Nama Kedua');
    await spell(
      more.contributors[0].id,
      Array.from({ length: 50 }, (_, n) => `Sebutan ${n}`),
    );
    const reader = await browse(library, null);
    let seen = 0;
    for (let next: string | null = '/pengarang?letter=s'; next; ) {
      const page: { html: string } = await reader.get(next);
      seen += [...page.html.matchAll(/>lihat /g)].length;
      const href =
        /rel="next"[^>]*href="([^"]+)"/.exec(page.html)?.[1] ?? /href="([^"]+)"[^>]*rel="next"/.exec(page.html)?.[1];
      next = href ? href.replaceAll('&amp;', '&') : null;
    }
    expect(seen).toBe(100);
  });

  it('are kept by the database in the words the program asks for', async () => {
    const names = ['Österberg, Åke', 'Qur’an', 'AL-GHAZĀLĪ', 'C. Çelik-Øre', 'Pramoedya  Ananta-Toer', 'Straße 9'];
    const book = await create('Ejaan', 'Ejaan');
    await spell(book.contributors[0].id, names);
    const { rows } = await library.app.pool.query(
      'select name, normalised from heading_variants where heading_id = $1',
      [book.contributors[0].id],
    );
    expect(rows).toHaveLength(names.length);
    for (const { name, normalised } of rows.filter(({ name }) => !name.includes('ß')))
      expect(normalised, name).toBe(headingKey(name));
  });
});

describe('books of a heading', () => {
  it('stand from A to Z, or the newest first, page by page', async () => {
    const library = await openLibrary();
    try {
      for (let n = 0; n < 45; n++)
        await library.call(library.cast.budi, 'POST', '/books', {
          title: `${n % 2 ? 'b' : 'B'}uku ${String(44 - n).padStart(2, '0')}`,
          author: 'Penulis Rajin',
          category: 'Umum',
        });
      const { body } = await library.call(null, 'GET', '/headings?kind=AUTHOR&search=penulis');
      const reader = await browse(library, null);
      const titles = async (first: string): Promise<string[]> => {
        const all: string[] = [];
        for (let next: string | null = first; next; ) {
          const page: { html: string; text: string } = await reader.get(next);
          all.push(...[...page.text.matchAll(/[Bb]uku (\d\d)\b/g)].map(([, n = '']) => n));
          const link: string | undefined = /<a[^>]*rel="next"[^>]*>/.exec(page.html)?.[0];
          next = link ? (/href="([^"]+)"/.exec(link)?.[1] ?? '').replaceAll('&amp;', '&') : null;
        }
        return [...new Set(all)];
      };
      const up = Array.from({ length: 45 }, (_, n) => String(n).padStart(2, '0'));
      const path = `/pengarang/${body.data[0].id}`;
      expect(await titles(path)).toEqual(up);
      expect(await titles(`${path}?urut=terbaru`)).toEqual(up);
      expect((await reader.get(`${path}?cursor=rusak`)).status).toBeLessThan(500);
    } finally {
      await library.close();
    }
  });
});
