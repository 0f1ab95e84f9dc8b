import { hash } from 'node:crypto';
import { copyRows } from '../../../drivers/postgres/copy.ts';
import type { Sql, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { MarcFlavour } from '../../../lib/marc/flavour.ts';
import { encodeIso2709 } from '../../../lib/marc/iso2709/write.ts';
import { controlValue, type MarcRecord } from '../../../lib/marc/record.ts';

/** A record as it is kept beside its book: always ISO 2709, the file's own bytes where it was that. */
export interface MarcKept {
  readonly flavour: MarcFlavour;
  readonly record: Buffer;
  /** Of the bytes: the very same record is known again by it. */
  readonly digest: Buffer;
  /** Whose number it is, and the number. */
  readonly source: string;
  readonly control: string | null;
}

export function keptOf(record: MarcRecord, flavour: MarcFlavour, raw: Buffer | null): MarcKept {
  const bytes = raw ?? encodeIso2709(record);
  const control = short(controlValue(record, '001'));
  return {
    flavour,
    record: bytes,
    digest: hash('sha256', bytes, 'buffer').subarray(0, 16),
    source: short(controlValue(record, '003')) ?? '',
    control,
  };
}

const short = (text: string | undefined): string | null => text?.trim().slice(0, 100).toWellFormed() || null;

const insert = prepared(
  'catalog.marc.insert',
  `insert into book_marc (book_id, flavour, record, digest, source, control, batch_id, created_at, updated_at)
   select book_id, flavour, record, digest, source, control, $7, $8, $8
   from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::text[], $6::text[])
     as r (book_id, flavour, record, digest, source, control)
   on conflict (book_id) do update set flavour = excluded.flavour, record = excluded.record, digest = excluded.digest,
     source = excluded.source, control = excluded.control, batch_id = excluded.batch_id, updated_at = excluded.updated_at`,
);

/** Beside books that are new. */
export async function addMarc(
  tx: VerbCtx,
  records: readonly { readonly bookId: string; readonly marc: MarcKept }[],
  batchId: string,
): Promise<void> {
  await copyRows(
    tx.tx.client,
    'book_marc (book_id, flavour, record, digest, source, control, batch_id, created_at, updated_at)',
    records.map(({ bookId, marc: { flavour, record, digest, source, control } }) => [
      ...[bookId, flavour, record, digest, source, control],
      ...[batchId, tx.now, tx.now],
    ]),
  );
}

/** Puts records beside their books, in place of what was there. */
export async function keepMarc(
  tx: VerbCtx,
  records: readonly { readonly bookId: string; readonly marc: MarcKept }[],
  batchId: string | null,
): Promise<void> {
  if (records.length === 0) return;
  const column = <T>(of: (marc: MarcKept) => T): T[] => records.map(({ marc }) => of(marc));
  const ids = records.map(({ bookId }) => bookId);
  await insert.all(tx.sql, [
    ids,
    column(({ flavour }) => flavour),
    column(({ record }) => record),
    column(({ digest }) => digest),
    column(({ source }) => source),
    column(({ control }) => control),
    batchId,
    tx.now,
  ]);
}

/** Records that we made for books that came with none bear the book's own id. */
export const OWN_SOURCE = 'PUSTAKA';

const known = prepared<{ id: string; digest: string; source: string; control: string | null }>(
  'catalog.marc.known',
  `select book_id as id, encode(digest, 'hex') as digest, source, control from book_marc where digest = any ($1)
   union all select m.book_id, '', m.source, m.control
     from unnest($2::text[], $3::text[]) w (source, control) join book_marc m using (source, control)
   union all select id, '', '${OWN_SOURCE}', id::text from books where id = any ($4::uuid[])`,
);
const ofBooks = prepared<{ id: string; source: string; control: string | null }>(
  'catalog.marc.of',
  'select book_id as id, source, control from book_marc where book_id = any ($1)',
);

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export interface KnownMarc {
  byDigest: ReadonlyMap<string, string>;
  byControl: ReadonlyMap<string, string>;
}

export const controlKey = ({ source, control }: Pick<MarcKept, 'source' | 'control'>): string | null =>
  control === null ? null : `${source}\n${control}`;

export async function findMarc(sql: Sql, records: readonly MarcKept[]): Promise<KnownMarc> {
  const numbered = records.filter(({ control }) => control !== null);
  const own = numbered.filter(({ source, control }) => source === OWN_SOURCE && UUID.test(control ?? ''));
  const rows = await known.all(sql, [
    records.map(({ digest }) => digest),
    numbered.map(({ source }) => source),
    numbered.map(({ control }) => control),
    own.map(({ control }) => control),
  ]);
  return {
    byDigest: new Map(rows.map(({ digest, id }) => [digest, id])),
    byControl: new Map(rows.flatMap((row) => (row.control === null ? [] : [[controlKey(row) ?? '', row.id] as const]))),
  };
}

/** Source and number of the records these books have. */
export async function controlsOf(
  sql: Sql,
  bookIds: readonly string[],
): Promise<Map<string, { source: string; control: string | null }>> {
  const rows = bookIds.length === 0 ? [] : await ofBooks.all(sql, [bookIds]);
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
