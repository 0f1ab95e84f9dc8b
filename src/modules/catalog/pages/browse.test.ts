import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browse, countQueries } from '../../../../test/support/browse.ts';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';

let library: TestLibrary;
let reader: Browser;
const ids: Record<string, string> = {};

beforeAll(async () => {
  library = await openLibrary();
  reader = await browse(library, null);
  const create = async (title: string, author: string, subjects: string[] = []) => {
    const made = await library.call(library.cast.budi, 'POST', '/books', {
      title,
      author,
      category: 'Fiksi',
      subjects,
      stock: 1,
    });
    ids[title] = made.body.data.id;
    ids[author] = made.body.data.contributors[0].id;
    for (const { name, id } of made.body.data.subjects) ids[name] = id;
  };
  await create('Laskar Pelangi', 'Andrea Hirata', ['Sekolah', '<script>alert(1)</script>']);
  await create('Sang Pemimpi', 'Andrea Hirata');
  await create('Bumi Manusia', 'Pramoedya Ananta Toer', ['Sejarah']);
  await create('Gadis Pantai', 'Toer, Pramudya');
  await create('1984', '9 Naga');
  const merge = { into: ids['Pramoedya Ananta Toer'] };
  await library.call(library.cast.budi, 'POST', `/headings/${ids['Toer, Pramudya']}/merge`, merge);
});
afterAll(() => library.close());

describe('browsing authors and subjects', () => {
  it('goes by first letters, in both languages', async () => {
    const all = await reader.get('/pengarang');
    expect(all.text).toContain('Andrea Hirata 2 2 judul');
    expect(all.text).toContain('Pramoedya Ananta Toer');
    expect(all.text).toContain('Toer, Pramudya lihat Pramoedya Ananta Toer');
    const letter = await reader.get('/en/authors?letter=p');
    expect(letter.text).toContain('Pramoedya');
    expect(letter.text).not.toContain('Andrea');
    expect(letter.html).toMatch(/href="\/en\/authors\?letter=p" aria-current="true"/);
    expect((await reader.get('/pengarang?letter=0-9')).text).toContain('9 Naga');
    expect((await reader.get('/pengarang?letter=%E2%80%A6')).text).toContain('Tidak ada yang cocok');
    expect((await reader.get('/pengarang?letter=%3Cscript%3E')).status).toBe(200);
  });

  it('finds a name by the beginning of any of its words, and leads from a name that was merged', async () => {
    expect((await reader.get('/pengarang?search=hira')).text).toContain('Andrea Hirata');
    expect((await reader.get('/pengarang?search=toer+pramoedya')).text).toContain('Pramoedya Ananta Toer');
    expect((await reader.get('/pengarang?search=irata')).text).toContain('Tidak ada yang cocok');
    for (const odd of ["o'brien & (x:*", '!!! ', "' | '", '\\\\:*', '中文字'])
      expect((await reader.get(`/pengarang?${new URLSearchParams({ search: odd })}`)).status, odd).toBe(200);
    const see = await reader.get('/pengarang?search=pramudya');
    expect(see.text).toContain('Toer, Pramudya lihat Pramoedya Ananta Toer');
    const moved = await reader.get(`/pengarang/${ids['Toer, Pramudya']}`);
    expect(moved.location).toBe(`/pengarang/${ids['Pramoedya Ananta Toer']}`);
  });

  it('shows the books of one heading with its other spellings', async () => {
    const page = await reader.get(`/en/authors/${ids['Pramoedya Ananta Toer']}`);
    expect(page.text).toContain('Bumi Manusia');
    expect(page.text).toContain('Gadis Pantai');
    expect(page.text).toContain('Also written: Toer, Pramudya');
    expect(page.text).not.toContain('Laskar');
    expect((await reader.get(`/subjek/${ids.Sekolah}`)).text).toContain('Laskar Pelangi');
    expect((await reader.get(`/subjek/${ids['Andrea Hirata']}`)).status).toBe(404);
    expect((await reader.get('/subjek/x')).status).toBe(400);
  });

  it('escapes what people wrote', async () => {
    const name = '<script>alert(1)</script>';
    for (const url of ['/subjek', `/subjek/${ids[name]}`, `/subjek?search=${encodeURIComponent(name)}`]) {
      const page = await reader.get(url);
      expect(page.html).not.toContain('<script>alert');
    }
  });

  it('walks on by a cursor, without gaps, past many names and books', async () => {
    await library.app.pool.query(
      `insert into headings (id, kind, name, normalised, created_at, updated_at)
       select gen_random_uuid(), 'SUBJECT', 'Zaman ' || lpad(n::text, 3, '0'), 'zaman ' || lpad(n::text, 3, '0'), now(), now()
       from generate_series(1, 130) n`,
    );
    library.app.drivers.cache.drop(['heading']);
    const names: string[] = [];
    for (let url: string | undefined = '/subjek?search=zaman'; url; ) {
      const page = await reader.get(url);
      names.push(...(page.text.match(/Zaman \d+/g) ?? []));
      url = /rel="next" href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(names).size).toBe(130);
    expect(names).toEqual(names.toSorted());
    expect((await reader.get('/subjek?cursor=keliru')).status).toBe(400);
  });

  it('asks few questions of the database, and none again for the next reader', async () => {
    const member = await browse(library, library.cast.sari);
    await member.get('/pengarang');
    expect((await countQueries(() => member.get('/pengarang'))).queries).toBeLessThanOrEqual(3);
    const one = `/pengarang/${ids['Andrea Hirata']}`;
    expect((await countQueries(() => member.get(one))).queries).toBeLessThanOrEqual(6);
    await reader.get(one);
    expect((await countQueries(() => reader.get(one))).queries).toBe(0);
  });
});

describe('what search engines are told', () => {
  it('is a map of every public page in both languages, in parts', async () => {
    await library.call(library.cast.wati, 'DELETE', `/books/${ids['1984']}`);
    const index = await reader.get('/sitemap.xml');
    expect(index.headers['content-type']).toBe('application/xml; charset=utf-8');
    const parts = [...index.html.matchAll(/<loc>http:\/\/localhost:80(\/sitemap\/[^<]+)<\/loc>/g)].map(
      ([, path]) => path,
    );
    expect(parts).toHaveLength(4);
    const whole = (await Promise.all(parts.map((part) => reader.get(String(part))))).map(({ html }) => html).join('');
    for (const path of [
      '/katalog',
      '/en/authors',
      `/katalog/${ids['Bumi Manusia']}`,
      `/en/catalog/${ids['Bumi Manusia']}`,
    ])
      expect(whole).toContain(`<loc>http://localhost:80${path}</loc>`);
    expect(whole).toContain(`/pengarang/${ids['Andrea Hirata']}</loc>`);
    expect(whole).not.toContain(ids['1984']);
    expect(whole).not.toContain(`${ids['Toer, Pramudya']}<`);
    expect(whole).toContain('hreflang="en"');
    expect((await reader.get('/sitemap/lain/00000000-0000-0000-0000-000000000000.xml')).status).toBe(404);
    expect((await reader.get('/sitemap/buku/x.xml')).status).toBe(404);
  });

  it('is what to leave alone', async () => {
    const { html, headers } = await reader.get('/robots.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(html).toContain('Disallow: /staf');
    expect(html).toContain('Sitemap: http://localhost:80/sitemap.xml');
  });
});

describe('an address that is not there', () => {
  it('is a page for people in their language, and the API’s shape for programs', async () => {
    const page = await reader.get('/en/tidak-ada/<b>');
    expect(page.status).toBe(404);
    expect(page.text).toContain('There is no such page.');
    expect((await reader.get('/tidak-ada')).text).toContain('Halaman ini tidak ada.');
    const program = await library.web.inject({ url: '/tidak-ada', headers: { accept: 'application/json' } });
    expect(program.json()).toMatchObject({ success: false, error: { code: 'NOT_FOUND' } });
    const api = await reader.get('/api/v1/tidak-ada');
    expect(api.headers['content-type']).toContain('application/json');
  });
});
