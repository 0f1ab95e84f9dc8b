import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { field, hasMarcData, marcFile, readAll, recordsOf } from '../../../../test/support/marc.ts';
import { encodeIso2709 } from '../../../lib/marc/iso2709/write.ts';
import { encodeMarcJson } from '../../../lib/marc/json/write.ts';
import { dataField, type MarcField, type MarcRecord, value } from '../../../lib/marc/record.ts';
import { encodeMarcXml, MARCXML_HEAD, MARCXML_TAIL } from '../../../lib/marc/xml/write.ts';
import { importMarcFile, type MarcDone } from './import.ts';

const record = (number: string, title: string, ...fields: MarcField[]): MarcRecord => ({
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: number },
    { tag: '003', value: 'UJI' },
    { tag: '008', value: `140513s2014    io ${''.padEnd(17)}ind d` },
    ...fields,
    field('245', '10', `a${title} /`, 'cPengarang'),
    field('900', '##', 'xapa saja', 'yyang tidak dikenal siapa pun'),
  ],
});
const file = (...records: readonly MarcRecord[]): Buffer => Buffer.concat(records.map((each) => encodeIso2709(each)));

const FIRST = record(
  'm-1',
  'Bumi Manusia',
  field('020', '  ', 'a979-8659-12-0'),
  field('082', '04', 'a899.221'),
  field('100', '1 ', 'aToer, Pramoedya Ananta,', 'd1925-2006'),
  field('650', ' 4', 'aFiksi Indonesia'),
);
const SECOND = record('m-2', 'Manusia Indonesia', field('100', '1 ', 'aLubis, Mochtar'));

describe('MARC in the catalogue', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const send = (
    body: Buffer | string,
    query = '',
    who: typeof library.cast.budi | null = library.cast.budi,
    type = 'application/marc',
  ) => library.call(who, 'POST', `/books/import/marc${query}`, body, { 'content-type': type });
  const bytes = async (url: string, who: typeof library.cast.budi | null = library.cast.budi): Promise<Buffer> => {
    const token = who ? { authorization: `Bearer ${await who.token()}` } : {};
    const reply = await library.web.inject({ method: 'GET', url: `/api/v1${url}`, headers: token });
    expect(reply.statusCode).toBe(200);
    return reply.rawPayload;
  };
  const one = async (search: string) =>
    (await library.call(library.cast.budi, 'GET', `/books?search=${encodeURIComponent(search)}`)).body.data[0];

  describe('brought in', () => {
    it('tells what it would do and does nothing on a dry run', async () => {
      const { body, status } = await send(file(FIRST, SECOND), '?dryRun=true');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        dryRun: true,
        batchId: null,
        format: 'iso2709',
        records: 2,
        created: 2,
        failed: 0,
      });
      expect(await library.factsSince()).toEqual([]);
      expect((await library.call(null, 'GET', '/books')).body.meta.total).toBe(0);
    });

    it('keeps books, tells refused records by number, place and reason, and records one fact', async () => {
      const damaged = file(SECOND);
      damaged.write('?'.repeat(30), 24);
      const { body } = await send(Buffer.concat([file(FIRST), damaged, file(SECOND, record('m-3', ''))]));
      expect(body.data).toMatchObject({
        records: 4,
        created: 2,
        unchanged: 0,
        failed: 2,
        repaired: 0,
        flavours: { MARC21: 2 },
      });
      expect(body.data.errors).toEqual([
        {
          line: 2,
          offset: file(FIRST).length,
          field: '',
          code: 'marc.directory_broken',
          message: expect.stringContaining('Direktori'),
        },
        {
          line: 4,
          offset: file(FIRST, SECOND).length + damaged.length,
          field: 'title',
          code: 'catalog.title_required',
          message: 'Judul harus diisi',
        },
      ]);
      expect(await library.factsSince()).toEqual(['catalog.imported']);
      expect(await one('bumi manusia')).toMatchObject({
        author: 'Toer, Pramoedya Ananta',
        isbn: '9789798659126',
        classification: '899.221',
        category: 'Kesusastraan',
        publishedYear: 2014,
        language: 'id',
        flags: [],
      });
    });

    it('changes nothing the second time, in whatever format', async () => {
      const xml = MARCXML_HEAD + encodeMarcXml(FIRST) + encodeMarcXml(SECOND) + MARCXML_TAIL;
      const json = [FIRST, SECOND].map(encodeMarcJson).join('\n');
      for (const [body, type] of [
        [file(FIRST, SECOND, FIRST), 'application/marc'],
        [xml, 'application/marcxml+xml'],
        [json, 'application/marc+json'],
      ] as const) {
        const reply = await send(body, '', library.cast.budi, type);
        expect(reply.body.data).toMatchObject({ batchId: null, created: 0, updated: 0, failed: 0 });
        expect(reply.body.data.unchanged).toBe(reply.body.data.records);
      }
      expect(await library.factsSince()).toEqual([]);
    });

    it('knows a book by ISBN, unless its record has another number of the same source', async () => {
      const other = record('x-1', 'Bumi Manusia (salinan)', field('020', '  ', 'a9789798659126'));
      const foreign = {
        ...other,
        fields: other.fields.map((each) => (each.tag === '003' ? { tag: '003', value: 'LAIN' } : each)),
      };
      expect((await send(file(foreign), '?dryRun=true')).body.data).toMatchObject({ created: 0, unchanged: 1 });
      expect((await send(file(other), '?dryRun=true')).body.data).toMatchObject({ created: 1, unchanged: 0 });
    });

    it('lets a better record take the place of what is said, only when asked', async () => {
      const better = record(
        'm-2',
        'Manusia Indonesia : sebuah pertanggungan jawab',
        field('100', '1 ', 'aLubis, Mochtar'),
        field('650', ' 4', 'aKebudayaan'),
      );
      expect((await send(file(better))).body.data).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
      expect((await send(file(better), '?onMatch=overlay')).body.data).toMatchObject({
        created: 0,
        updated: 1,
        unchanged: 0,
      });
      expect(await library.factsSince()).toEqual(['catalog.imported']);
      const { id } = await one('pertanggungan jawab');
      expect((await library.call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({
        version: 2,
        subjects: [{ name: 'Kebudayaan' }],
      });
      expect((await send(file(better), '?onMatch=overlay')).body.data).toMatchObject({ updated: 0, unchanged: 1 });
      expect(await library.factsSince()).toEqual([]);
    });

    it('makes copies of items when asked, at the branches they name', async () => {
      const held = record(
        'm-9',
        'Ada Eksemplar',
        field('952', '  ', 'pE-1', 'aPUSAT', 'g50000.00'),
        field('952', '  ', 'pE-2', 'aJYP'),
        field('952', '  ', 'ptidak sah', 'aJYP'),
      );
      expect((await send(file(held))).body.data).toMatchObject({ created: 1, copies: 0 });
      expect((await send(file(held), '?items=true')).body.data).toMatchObject({ created: 0, copies: 2 });
      const copy = await library.call(library.cast.budi, 'GET', '/copies/E-1');
      expect(copy.body.data).toMatchObject({ branchId: library.cast.central, price: 50_000 });
      expect((await send(file(held), '?items=true')).body.data).toMatchObject({ copies: 0, unchanged: 1 });
    });

    it('flags what had to be mended', async () => {
      const lying = encodeIso2709(record('m-10', 'Bāhasa Jāwa'));
      lying.write(' ', 9);
      expect((await send(lying)).body.data).toMatchObject({ created: 1, repaired: 1, flagged: 1 });
      expect((await one('bahasa jawa')).flags).toContain('marc_repaired:encoding_lies');
    });

    it('is taken up again where it was broken off, under the same batch', async () => {
      const many = Array.from({ length: 1_100 }, (_, n) =>
        record(`s-${n}`, `Seri Panjang ${n}`, field('650', ' 4', 'aSeri')),
      );
      const whole = file(...many);
      const ctx = library.as(await library.cast.budi.actor());
      const how = {
        year: 2026,
        items: false,
        dryRun: false,
        onMatch: 'skip',
        places: { branches: { byName: new Map(), usual: undefined }, collectionTypeId: null },
      } as const;
      let seen: MarcDone | undefined;
      const broken = importMarcFile(ctx, [whole], {
        ...how,
        progress: (done) => {
          seen = structuredClone(done);
          throw new Error('killed');
        },
      });
      await expect(broken).rejects.toThrow('killed');
      expect(seen).toMatchObject({ records: 500, created: 500, next: { index: 500 } });
      const rest = await importMarcFile(ctx, [whole.subarray(seen?.next.offset)], {
        ...how,
        from: seen?.next,
        batchId: seen?.batchId,
      });
      expect(rest).toMatchObject({ records: 600, created: 600, next: { offset: whole.length, index: 1_100 } });
      const again = await importMarcFile(ctx, [whole], how);
      expect(again).toMatchObject({ records: 1_100, created: 0 });
      const { rows } = await library.app.pool.query(
        "select count(*)::int as books, count(distinct batch_id)::int as batches from book_marc where control like 's-%'",
      );
      expect(rows).toEqual([{ books: 1_100, batches: 1 }]);
      expect(await library.factsSince()).toEqual(['catalog.imported', 'catalog.imported', 'catalog.imported']);
    });

    it('makes one book of what two bring in at once', async () => {
      const race = file(...Array.from({ length: 40 }, (_, n) => record(`r-${n}`, `Balapan ${n}`)));
      const replies = await Promise.all([1, 2, 3].map(() => send(race)));
      expect(replies.map(({ body }) => body.data.created).sort((a, b) => a - b)).toEqual([0, 0, 40]);
    });

    it.each([
      ['', 'application/marc', 400],
      ['judul;pengarang', 'application/marc', 400],
    ])('refuses the file %j', async (body, type, status) => {
      expect((await send(body, '', library.cast.budi, type)).status).toBe(status);
    });

    it('is refused without permission', async () => {
      expect((await send(file(FIRST), '', null)).status).toBe(401);
      expect((await send(file(FIRST), '', library.cast.sari)).status).toBe(403);
    });
  });

  describe('given out', () => {
    it('is byte by byte what came, as long as nobody changed the book', async () => {
      const { id } = await one('bumi manusia');
      expect((await bytes(`/books/${id}/marc`, null)).equals(file(FIRST))).toBe(true);
      const [xml] = recordsOf(await readAll(await bytes(`/books/${id}/marc?format=xml`)));
      const [json] = recordsOf(await readAll(await bytes(`/books/${id}/marc?format=json`)));
      expect([xml?.fields, json?.fields]).toEqual([FIRST.fields, FIRST.fields]);
    });

    it('has what was changed since, and everything else as it was', async () => {
      const { id } = await one('bumi manusia');
      const change = {
        title: 'Bumi Manusia (edisi baru)',
        publisher: 'Lentera Dipantara',
        publishedYear: 2015,
        language: 'en',
        subjects: ['Sastra', 'Fiksi Indonesia'],
        contributors: [
          { name: 'Toer, Pramoedya Ananta', role: 'AUTHOR' },
          { name: 'Lane, Max', role: 'TRANSLATOR' },
        ],
      };
      expect((await library.call(library.cast.budi, 'PATCH', `/books/${id}`, change)).status).toBe(200);
      const [now] = recordsOf(await readAll(await bytes(`/books/${id}/marc`)));
      expect(now?.fields).toEqual([
        ...FIRST.fields.slice(0, 2),
        { tag: '008', value: `140513s2015    io ${''.padEnd(17)}eng d` },
        ...FIRST.fields.slice(3, 7),
        field('650', ' 4', 'aSastra'),
        field('245', '10', 'aBumi Manusia (edisi baru)', 'cPengarang'),
        field('264', ' 1', 'bLentera Dipantara', 'c2015'),
        field('700', '1 ', 'aLane, Max', '4trl'),
        field('900', '##', 'xapa saja', 'yyang tidak dikenal siapa pun'),
      ]);
    });

    it('is made for a book that came without a record, and leads back to it', async () => {
      const made = await library.call(library.cast.budi, 'POST', '/books', {
        title: 'Buatan Sendiri',
        author: 'Rahman, Budi',
        category: 'Fiksi',
        isbn: '9786020324784',
        publishedYear: 2020,
        publisher: 'Gramedia',
        place: 'Jakarta',
        language: 'id',
        subjects: ['Hutan -- Indonesia'],
        stock: 1,
        barcodes: ['BS-1'],
        branchId: library.cast.central,
      });
      const { id } = made.body.data;
      const body = await bytes(`/books/${id}/marc`);
      const [own] = recordsOf(await readAll(body));
      expect(own?.fields[3]?.tag).toBe('008');
      expect(own && 'value' in (own.fields[3] ?? {}) ? own.fields[3] : null).toMatchObject({
        value: expect.stringMatching(/^.{6}s2020 {4}xx .{17}ind d$/),
      });
      expect(value(dataField(own ?? FIRST, '650'), 'x')).toBe('Indonesia');
      expect((await send(body)).body.data).toMatchObject({ created: 0, unchanged: 1 });
      expect((await send(body, '?onMatch=overlay')).body.data).toMatchObject({ updated: 1 });
      expect((await library.call(null, 'GET', `/books/${id}`)).body.data).toMatchObject({
        title: 'Buatan Sendiri',
        author: 'Rahman, Budi',
        category: 'Fiksi',
        isbn: '9786020324784',
        publishedYear: 2020,
        publisher: 'Gramedia',
        subjects: [{ name: 'Hutan -- Indonesia' }],
      });
    });

    it('gives a whole search, in pages, with a fact, and reads again to the same library', async () => {
      const body = await bytes('/books/export?search=seri%20panjang');
      expect(await library.factsSince()).toEqual(['catalog.exported']);
      const records = recordsOf(await readAll(body));
      expect(records).toHaveLength(1_100);
      for (const format of ['xml', 'json']) {
        const same = recordsOf(await readAll(await bytes(`/books/export?search=seri%20panjang&format=${format}`)));
        expect(same.map(({ fields }) => fields)).toEqual(records.map(({ fields }) => fields));
      }
      expect((await send(body)).body.data).toMatchObject({ records: 1_100, created: 0, unchanged: 1_100 });
      expect(
        recordsOf(await readAll(await bytes('/books/export?search=seri%20panjang%20xyzzyplugh&format=xml'))),
      ).toEqual([]);
    });

    it('has our copies when asked, within reach of who asks', async () => {
      const items = async (who = library.cast.budi) =>
        recordsOf(await readAll(await bytes('/books/export?search=ada%20eksemplar&items=true', who))).flatMap(
          ({ fields }) =>
            fields.filter(({ tag }) => tag === '952').map((each) => ('subfields' in each ? value(each, 'p') : '')),
        );
      expect(await items()).toEqual(['E-1', 'E-2']);
      expect(await items(library.cast.yosef)).toEqual(['E-2']);
    });

    it('is refused without permission', async () => {
      expect((await library.call(null, 'GET', '/books/export')).status).toBe(401);
      expect((await library.call(library.cast.sari, 'GET', '/books/export')).status).toBe(403);
      expect((await library.call(library.cast.budi, 'GET', '/books/export?format=doc')).status).toBe(400);
    });

    it('hides what the public does not see', async () => {
      const { id } = await one('bahasa jawa');
      expect((await library.call(library.cast.wati, 'DELETE', `/books/${id}`)).status).toBe(200);
      expect((await library.call(null, 'GET', `/books/${id}/marc`)).status).toBe(404);
      expect((await library.call(library.cast.budi, 'GET', `/books/${id}/marc`)).status).toBe(200);
    });
  });

  it.skipIf(!hasMarcData)('keeps real files whole: what comes in goes out byte by byte', async () => {
    for (const name of [
      'marc4j_pride-and-prejudice-fixed.mrc',
      'traject_test_data.utf8.mrc',
      'pymarc_marc.dat',
      'marc4j_brkrtest.mrc',
    ]) {
      const body = marcFile(name);
      const { data } = (await send(body)).body;
      expect(data.failed).toBe(0);
      const before = (await readAll(body)).map(({ raw }) => raw.toString('latin1'));
      const { rows } = await library.app.pool.query(
        "select encode(record, 'hex') as hex from book_marc where batch_id = $1",
        [data.batchId],
      );
      const kept = rows.map(({ hex }: { hex: string }) => Buffer.from(hex, 'hex').toString('latin1'));
      for (const bytes of kept) expect(before).toContain(bytes);
      expect(kept).toHaveLength(data.created);
      expect((await send(body)).body.data).toMatchObject({ created: 0, failed: 0 });
    }
    const out = new Set((await readAll(await bytes('/books/export'))).map(({ raw }) => raw.toString('latin1')));
    const { rows } = await library.app.pool.query(
      "select encode(record, 'hex') as hex from book_marc m join books b on b.id = m.book_id and b.status = 'ACTIVE' and b.version = 1 where not 'x' = any (b.flags) and not exists (select 1 from unnest(b.flags) f where f like 'marc_repaired%')",
    );
    const lost = rows.filter(({ hex }: { hex: string }) => !out.has(Buffer.from(hex, 'hex').toString('latin1')));
    expect(rows.length).toBeGreaterThan(1_400);
    expect(lost.map(({ hex }: { hex: string }) => Buffer.from(hex, 'hex').toString('utf8'))).toEqual([]);
  });
});
