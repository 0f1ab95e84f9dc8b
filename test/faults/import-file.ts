import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { brokenInvariants } from '../support/invariants.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';
import { zipOf } from '../support/zip.ts';
import { type Doomed, finish, finishAfterDeaths } from './killed-command.ts';
import { seeded } from './seeded.ts';

const ROWS = 2_000;

interface Kind {
  readonly name: string;
  readonly args: readonly string[];
  readonly file: string;
  readonly photos?: Buffer;
  /** What of it is in the library. */
  readonly brought: string;
}

/** Lines that mean one book stand far apart, some have copies, some cannot be kept. */
const BOOKS: Kind = {
  name: 'buku.csv',
  args: ['--kind', 'books', '--on-match', 'new', '--branch', 'PUSAT'],
  file: `judul;penulis;penerbit;subjek;barcode;jumlah\n${Array.from({ length: ROWS }, (_, n) =>
    n % 97 === 0
      ? ';;;;;'
      : `Judul ${n % 1_500};Penulis ${n % 60};Penerbit ${n % 9};Topik ${n % 30};${n % 5 === 0 ? `B-${n}` : ''};${n % 3}`,
  ).join('\n')}\n`,
  brought: `select count(*)::int as n from books where batch_id is not null`,
};
const MEMBERS: Kind = {
  name: 'anggota.csv',
  args: ['--kind', 'members', '--branch', 'PUSAT', '--type', 'SISWA'],
  file: `nisn;nama;kelas\n${Array.from({ length: ROWS }, (_, n) => `${n % 1_900};Siswa ${n % 1_900};VII-${n % 9}`).join('\n')}\n`,
  photos: zipOf(
    Array.from({ length: 60 }, (_, n) => ({
      name: `${n * 7}.png`,
      body: Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(`${n}`)]),
    })),
  ),
  brought: `select count(*)::int as n from members where batch_id is not null`,
};

const brought = async ({ app }: TestLibrary, { brought: sql }: Kind): Promise<number> =>
  (await app.pool.query<{ n: number }>(sql)).rows[0]?.n ?? 0;

/** The library without what differs from one life to another: ids, times, drawn numbers. */
async function picture({ app }: TestLibrary): Promise<unknown> {
  const rows = async (sql: string) => (await app.pool.query(sql)).rows;
  return {
    books: await rows(`select b.title, b.author, b.publisher, k.stock,
      (select array_agg(barcode order by barcode) from copies c where c.book_id = b.id and barcode like 'B-%') as barcodes,
      (select array_agg(h.name order by h.name) from book_subjects s join headings h on h.id = s.heading_id where s.book_id = b.id) as subjects
      from books b join book_counts k on k.book_id = b.id order by title, author, publisher, stock`),
    headings: await rows('select kind, name from headings order by 1, 2'),
    indexed: await rows(`select count(*)::int as n from search_index where kind = 'book'`),
    members: await rows(
      'select name, identity_number, class_name, photo is not null as photo from members order by 1, 2',
    ),
    imports: await rows('select state, counts from imports order by created_at'),
    rejects: await rows('select line, field, code from import_rejects order by line, n'),
  };
}

const importOf = (kind: Kind, folder: string): Doomed => {
  const photos = kind.photos ? ['--photos', join(folder, 'foto.zip')] : [];
  return {
    args: ['import', 'file', join(folder, kind.name), ...kind.args, ...photos, '--json'],
    done: (library) => brought(library, kind),
    // 1: some rows cannot be kept, as is meant.
    async isThrough({ app }, code) {
      const { rows } = await app.pool.query("select 1 from imports where state = 'DONE' limit 1");
      return (code === 0 || code === 1) && rows.length > 0;
    },
  };
};

/** An import that was killed again and again gives the library of one that was not. */
async function surviveKind(kind: Kind, kills: number, random: () => number): Promise<void> {
  const at = new Date().toISOString();
  const [calm, killed] = [await openLibrary({ at }), await openLibrary({ at })];
  const folder = await mkdtemp(join(tmpdir(), 'pustaka-fault-'));
  try {
    await writeFile(join(folder, kind.name), kind.file);
    if (kind.photos) await writeFile(join(folder, 'foto.zip'), kind.photos);
    const doomed = importOf(kind, folder);
    await finish(calm, doomed);
    const all = await brought(calm, kind);
    const targets = Array.from({ length: kills }, () => Math.ceil(random() * (all - 1)));
    await finishAfterDeaths(killed, doomed, targets);
    expect(await picture(killed)).toEqual(await picture(calm));
    expect(await brokenInvariants(killed.app.pool)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
    await calm.close();
    await killed.close();
  }
}

export async function surviveImports({ kills, seed }: { kills: number; seed: number }): Promise<void> {
  const random = seeded(seed);
  await surviveKind(BOOKS, Math.ceil(kills / 2), random);
  await surviveKind(MEMBERS, Math.floor(kills / 2), random);
}
