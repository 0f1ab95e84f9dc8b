import type { Sql } from '../../../kernel/context.ts';
import { VERSION } from '../../../lib/version.ts';
import type { Manifest } from '../manifest.ts';

export interface Described extends Pick<Manifest, 'library' | 'schema' | 'lastTransaction' | 'sequences' | 'months'> {
  timeZone: string;
}

const SETTINGS = `select key, value #>> '{}' as value from settings where key in ('libraryName', 'timeZone')`;
const LAST = `select coalesce(max(tx), 0)::text as tx from (
  (select tx::text::numeric as tx from facts order by facts.tx desc limit 1)
  union all (select tx::text::numeric from ledger_entries order by ledger_entries.tx desc limit 1)) x`;
const SEQUENCES = `select sequencename as name, last_value::text as value from pg_sequences
  where schemaname = 'public' and last_value is not null order by 1`;
const MONTHS = `select parent.relname as name, right(part.relname, 6) as month from pg_inherits i
  join pg_class parent on parent.oid = i.inhparent join pg_class part on part.oid = i.inhrelid
  where parent.relkind = 'p' and part.relname ~ '_[12][0-9]{5}$' order by 1, 2`;

/** What the manifest says of the database, beside what the files hold. */
export async function describe(sql: Sql): Promise<Described> {
  const all = async <T extends object>(text: string): Promise<T[]> => (await sql.query<T>(text)).rows;
  const named = await all<{ key: string; value: string }>(SETTINGS);
  const settings = new Map(named.map(({ key, value }) => [key, value]));
  const migrations = (await all<{ name: string }>('select name from migrations order by name')).map(({ name }) => name);
  const [last] = await all<{ tx: string }>(LAST);
  const sequences = (await all<{ name: string; value: string }>(SEQUENCES)).map(({ name, value }) => [name, value]);
  const months = Map.groupBy(await all<{ name: string; month: string }>(MONTHS), ({ name }) => name);
  return {
    library: settings.get('libraryName') ?? '',
    timeZone: settings.get('timeZone') ?? 'Asia/Jakarta',
    schema: { number: Number(migrations.at(-1)?.slice(0, 4) ?? 0), migrations },
    lastTransaction: last?.tx ?? '0',
    sequences: Object.fromEntries(sequences),
    months: Object.fromEntries(
      [...months].map(([name, rows]) => [name, rows.map(({ month }) => `${month.slice(0, 4)}-${month.slice(4)}`)]),
    ),
  };
}

/** For whoever finds the folder one day. */
export function aboutOf({ library, schema }: Described, at: Date, withoutPeople: boolean): string {
  const about = [
    `${library} · Pustaka ${VERSION}, schema ${schema.number} · ${at.toISOString()}`,
    '',
    'Seluruh data perpustakaan ini, agar dapat dibawa ke mana saja.',
    'Everything of this library, to be taken anywhere.',
    '',
    'marc/   buku sebagai MARC 21 (ISO 2709 dan MARCXML), eksemplar di 952 · books as MARC 21, copies in 952',
    'csv/    untuk aplikasi lembar kerja · for spreadsheets',
    'data/   setiap tabel, satu baris JSON per baris, tanpa kehilangan · every table, a row of JSON a line, nothing lost',
    'files/  sampul, foto, lampiran · covers, photos, attachments',
    'audit/, archive/  kunci publik dan arsip log aktivitas · public keys and archived months of the activity log',
    'manifest.json  apa isinya, dengan jumlah dan SHA-256 · what is in here, with counts and SHA-256',
    '',
    'Periksa · Check:                 pustaka export verify <folder>',
    'Masukkan · Bring in:             PUSTAKA_DATA=<folder baru> pustaka import library <folder>',
    '',
    withoutPeople
      ? 'Tanpa data orang. · Without any person’s data.'
      : 'Berisi data pribadi dan sidik sandi: jaga seperti perpustakaan itu sendiri. · Holds personal data and hashes of passwords: guard it like the library itself.',
  ];
  return `${about.join('\n')}\n`;
}
