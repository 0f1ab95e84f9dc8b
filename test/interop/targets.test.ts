import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTarget, type Target, TargetError } from '../../src/drivers/targets/index.ts';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import { dataFields, type MarcRecord, value, values } from '../../src/lib/marc/record.ts';
import { isbnForms, type Wish } from '../../src/lib/wish.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';
import { field, hasMarcData, marc, marcFile, readAll, recordsOf } from '../support/marc.ts';
import { services } from '../support/services.ts';
import type { Target as Server } from '../support/targets.ts';
import { YAZ, yazHits, ZEBRA, zebra, ztest } from '../support/zebra.ts';

const GIVEN = ['debian_idzebra_sample-marc.mrc', 'traject_test_data.utf8.mrc', 'marc4j_chabon.mrc'];
const OWN = [
  marc('Laskar Pelangi', [field('020', '  ', 'a9793062797 (pbk.)'), field('100', '0 ', 'aAndrea Hirata')]),
  marc('Sang Pemimpi', [field('020', '  ', 'a978-979-3062-92-1'), field('100', '0 ', 'aAndrea Hirata')]),
  marc('Majalah Perpustakaan', [field('022', '  ', 'a0378-5955')]),
];

services(ZEBRA, YAZ);

const limits = (most = 20) => ({ most, signal: AbortSignal.timeout(10_000), privateToo: true });
const base = { version: 1, timeoutMs: 5_000 };
const indexes = { isbn: 'bath.isbn', issn: 'bath.issn', title: 'dc.title', author: 'dc.creator' };
const titles = (records: readonly MarcRecord[]): string[] =>
  records.map((record) => values(dataFields(record, '245')[0], 'a').join('').trim());

const sru = (port: number, more: object = {}): Target => ({
  ...{ ...base, id: `sru-${port}-${JSON.stringify(more)}`, name: `sru ${port}`, protocol: 'SRU' },
  sru: { url: `http://127.0.0.1:${port}/Default`, version: '1.1', schema: 'marcxml', indexes, ...more },
});
const z3950 = (port: number, more: object = {}): Target => ({
  ...{ ...base, id: `z-${port}-${JSON.stringify(more)}`, name: `z ${port}`, protocol: 'Z3950' },
  z3950: { host: '127.0.0.1', port, database: 'Default', syntax: 'USMARC', charset: 'AUTO', ...more },
});

describe.skipIf(!ZEBRA.url || !YAZ.url)("Debian's idzebra", () => {
  let server: Server;
  let given: MarcRecord[] = [];
  beforeAll(async () => {
    const files = Object.fromEntries(hasMarcData ? GIVEN.map((name) => [name, marcFile(name)]) : []);
    for (const file of Object.values(files)) given.push(...recordsOf(await readAll(file)));
    given = [...given, ...OWN];
    server = await zebra({ ...files, 'own.mrc': Buffer.concat(OWN.map((record) => encodeIso2709(record))) });
  }, 60_000);
  afterAll(() => server?.close());
  const both = async (wish: Wish, most = 20) => [
    await askTarget(sru(server.port), wish, limits(most)),
    await askTarget(z3950(server.port), wish, limits(most)),
  ];

  it.each<[Wish, string[]]>([
    [{ isbns: isbnForms('9789793062792') }, ['Laskar Pelangi']],
    [{ issn: '0378-5955' }, ['Majalah Perpustakaan']],
    [{ title: 'sang "pemimpi', author: 'hirata' }, ['Sang Pemimpi']],
    [{ author: 'Andrea Hirata' }, ['Laskar Pelangi', 'Sang Pemimpi']],
    [{ title: 'tidak ada di sini' }, []],
  ])('answers %j by SRU and by Z39.50', async (wish, expected) => {
    for (const found of await both(wish)) {
      expect(titles(found?.records ?? []).sort()).toEqual(expected);
      expect([found?.total, found?.unread]).toEqual([expected.length, 0]);
    }
  });

  it.skipIf(!hasMarcData)('gives the given records for each of their ISBNs, the same by both', async () => {
    const isbns = new Set(
      given.flatMap((record) =>
        dataFields(record, '020').flatMap(
          (one) => isbnForms(/^[\dX]+(?![\dX-])/.exec(value(one, 'a') ?? '')?.[0] ?? '')[0] ?? [],
        ),
      ),
    );
    expect(isbns.size).toBeGreaterThan(12);
    for (const isbn of isbns) {
      const [one, two] = await both({ isbns: isbnForms(isbn) });
      expect(one?.total).toBeGreaterThan(0);
      expect(two?.total).toBe(one?.total);
      expect(titles(two?.records ?? [])).toEqual(titles(one?.records ?? []));
      const known = given.map(({ fields }) => JSON.stringify(fields.slice(0, 3)));
      for (const { fields } of two?.records ?? []) expect(known).toContain(JSON.stringify(fields.slice(0, 3)));
    }
  });

  it.skipIf(!hasMarcData)('finds as many as yaz-client does', async () => {
    for (const [wish, query] of [
      [{ title: 'computer' }, '@attr 1=4 computer'],
      [{ title: 'the late shift' }, '@and @and @attr 1=4 the @attr 1=4 late @attr 1=4 shift'],
      [{ isbns: isbnForms('0879832355') }, '@or @attr 1=7 9780879832353 @attr 1=7 0879832355'],
    ] as const) {
      const [, found] = await both(wish);
      expect(found?.total).toBe(yazHits(server.port, query));
    }
  });

  it('brings no more than is asked for, and says how many there are', async () => {
    for (const found of await both({ author: 'hirata' }, 1))
      expect([found?.records.length, found?.total]).toEqual([1, 2]);
  });

  it('is read in the other versions of SRU, and as MARCXML over Z39.50', async () => {
    for (const version of ['1.2', '2.0']) {
      const found = await askTarget(sru(server.port, { version }), { title: 'pelangi' }, limits());
      expect(titles(found?.records ?? [])).toEqual(['Laskar Pelangi']);
    }
    const xml = await askTarget(z3950(server.port, { syntax: 'XML' }), { title: 'pelangi' }, limits());
    expect([xml?.total, (xml?.records.length ?? 0) + (xml?.unread ?? 0)]).toEqual([1, 1]);
  });

  it('says what it does not know', async () => {
    const says = async (target: Target) =>
      askTarget(target, { title: 'x' }, limits()).then(
        () => 'answered',
        (error: unknown) => (error instanceof TargetError ? `${error.code} ${error.detail}` : String(error)),
      );
    expect(await says(sru(server.port, { indexes: { ...indexes, title: 'dc.tidakada' } }))).toMatch(
      /says .*nsupported index/,
    );
    expect(await says(sru(server.port, { schema: 'mods' }))).toBe('answered');
    expect(await says(z3950(server.port, { database: 'TidakAda' }))).toMatch(/says .*Bib-1 \d+/);
  });

  it('is catalogued from: scan, candidates, one call', async () => {
    const library: TestLibrary = await openLibrary();
    const { wati, budi } = library.cast;
    const add = (body: object) => library.call(wati, 'POST', '/cataloguing/targets', body);
    await add({ name: 'SRU', protocol: 'SRU', url: `http://127.0.0.1:${server.port}/Default` });
    await add({ name: 'Z39.50', protocol: 'Z3950', host: '127.0.0.1', port: server.port, database: 'Default' });
    const found = await library.call(budi, 'GET', '/cataloguing/candidates?isbn=979-3062-79-7');
    const [candidate] = found.body.data.candidates;
    expect([found.body.data.candidates.length, candidate.title, candidate.source.name]).toEqual([
      1,
      'Laskar Pelangi',
      'SRU',
    ]);
    const added = await library.call(budi, 'POST', '/cataloguing/add', {
      candidate: candidate.id,
      copies: 2,
      branchId: library.cast.central,
    });
    expect(added.body.data).toMatchObject({
      created: true,
      title: 'Laskar Pelangi',
      copies: [{}, {}].map(() => expect.any(String)),
    });
    await library.close();
  });
});

describe.skipIf(!YAZ.url)("Debian's yaz-ztest", () => {
  let server: Server;
  beforeAll(async () => {
    server = await ztest();
  });
  afterAll(() => server?.close());

  it('gives its records by Z39.50 and by SRU', async () => {
    for (const target of [z3950(server.port), sru(server.port)]) {
      const found = await askTarget(target, { title: 'computer' }, limits(10));
      expect(found?.total).toBeGreaterThan(0);
      expect(titles(found?.records ?? [])).toContain('How to program a computer');
      expect([found?.records.length, found?.unread]).toEqual([Math.min(10, found?.total ?? 0), 0]);
    }
  });

  it('gives as many as it says, a hundred times one after the other', async () => {
    for (let n = 0; n < 100; n++) {
      const found = await askTarget(z3950(server.port), { title: `kata${n}` }, limits(3));
      expect(found?.records.length).toBe(Math.min(3, found?.total ?? -1));
    }
  });
});
