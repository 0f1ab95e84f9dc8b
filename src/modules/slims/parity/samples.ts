import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { parseIsbn } from '../../../lib/isbn.ts';
import { dayOf } from '../migration/naive-time.ts';
import type { Origin } from '../migration/origin.ts';
import { codeKey, type Row, text, whole } from '../migration/row.ts';

export interface Difference {
  kind: string;
  old: string;
  field: string;
  source: string;
  here: string;
  /** What did not fit was flagged when the record came. */
  flagged: boolean;
}

export interface Samples {
  records: number;
  fields: number;
  differing: Difference[];
}

interface Sorts {
  kind: string;
  share: number;
  /** By numbers; one row each, `old` among the columns. */
  source: (marks: string, origin: Origin) => string;
  /** Rows of ours by id, as text or numbers under the names that `fields` gives. */
  here: string;
  fields: (row: Row, zone: string) => Record<string, unknown>;
  shown: (row: Row, zone: string) => Record<string, unknown>;
}

const day = (zone: string, value: unknown): string | null =>
  value instanceof Date
    ? localDateIn(zone, value)
    : value === null || value === undefined
      ? null
      : String(value).slice(0, 10);
const names = (value: unknown): string =>
  (typeof value === 'string' ? value.split('\n') : Array.isArray(value) ? value.map(String) : [])
    .map((name) => name.trim())
    .filter(Boolean)
    .sort()
    .join('; ');
const year = (row: Row): number | null =>
  Number(/(?<!\d)\d{4}(?!\d)/.exec(text(row, 'publish_year') ?? '')?.[0]) || null;

const SORTS: readonly Sorts[] = [
  {
    kind: 'title',
    share: 0.3,
    source: (marks) => `select b.biblio_id as old, b.*, p.publisher_name, pl.place_name,
      (select group_concat(a.author_name separator '\\n') from biblio_author x join mst_author a on a.author_id = x.author_id
        where x.biblio_id = b.biblio_id) as authors,
      (select group_concat(t.topic separator '\\n') from biblio_topic x join mst_topic t on t.topic_id = x.topic_id
        where x.biblio_id = b.biblio_id) as topics
      from biblio b left join mst_publisher p on p.publisher_id = b.publisher_id
      left join mst_place pl on pl.place_id = b.publish_place_id where b.biblio_id in (${marks})`,
    here: `select b.id, b.title, b.isbn, b.published_year, b.publisher, b.place, b.series, b.edition, b.pages, b.call_number, b.classification,
      (select string_agg(distinct h.name, E'\\n') from book_contributors c join headings h on h.id = c.heading_id where c.book_id = b.id) as authors,
      (select string_agg(h.name, E'\\n') from book_subjects c join headings h on h.id = c.heading_id where c.book_id = b.id) as topics
      from books b where b.id = any ($1::uuid[])`,
    fields: (row) => ({
      title: text(row, 'title'),
      isbn: parseIsbn(text(row, 'isbn_issn') ?? '')?.isbn13 ?? null,
      year: year(row),
      publisher: text(row, 'publisher_name'),
      place: text(row, 'place_name'),
      series: text(row, 'series_title'),
      edition: text(row, 'edition'),
      pages: text(row, 'collation'),
      callNumber: text(row, 'call_number'),
      classification: text(row, 'classification'),
      authors: names(row.authors),
      topics: names(row.topics),
    }),
    shown: (row) => ({
      title: row.title,
      isbn: row.isbn,
      year: row.published_year,
      publisher: row.publisher,
      place: row.place,
      series: row.series,
      edition: row.edition,
      pages: row.pages,
      callNumber: row.call_number,
      classification: row.classification,
      authors: names(row.authors),
      topics: names(row.topics),
    }),
  },
  {
    kind: 'item',
    share: 0.25,
    source: (marks) => `select i.item_id as old, i.* from item i where i.item_id in (${marks})`,
    here: `select c.id, c.barcode, c.inventory_number, c.acquired_on::text as acquired_on, t.old as title
      from copies c left join slims_ids t on t.kind = 'title' and t.new = c.book_id where c.id = any ($1::uuid[])`,
    fields: (row) => ({
      barcode: text(row, 'item_code'),
      inventory: text(row, 'inventory_code'),
      acquired: dayOf(row.received_date),
      title: String(row.biblio_id),
    }),
    shown: (row) => ({
      barcode: row.barcode,
      inventory: row.inventory_number,
      acquired: row.acquired_on,
      title: row.title,
    }),
  },
  {
    kind: 'member',
    share: 0.2,
    source: (marks) => `select lower(trim(trailing from m.member_id)) as old, m.*, t.member_type_name from member m
      left join mst_member_type t on t.member_type_id = m.member_type_id where m.member_id in (${marks})`,
    here: `select m.id, m.member_id, m.name, m.email, m.phone, m.department, m.expiry_date::text as expiry_date, t.name as type
      from members m join member_types t on t.id = m.member_type_id where m.id = any ($1::uuid[])`,
    fields: (row) => ({
      number: text(row, 'member_id'),
      name: text(row, 'member_name'),
      email: text(row, 'member_email'),
      phone: text(row, 'member_phone'),
      institution: text(row, 'inst_name'),
      expires: dayOf(row.expire_date),
      type: text(row, 'member_type_name'),
    }),
    shown: (row) => ({
      number: row.member_id,
      name: row.name,
      email: row.email,
      phone: row.phone,
      institution: row.department,
      expires: row.expiry_date,
      type: row.type,
    }),
  },
  {
    kind: 'loan',
    share: 0.25,
    source: (marks) => `select l.loan_id as old, l.* from loan l where l.loan_id in (${marks})`,
    here: `select b.id, b.borrow_date, b.due_date, b.return_date, b.renewals, c.old as item, m.old as member from borrowings b
      left join slims_ids c on c.kind = 'code' and c.new = b.copy_id
      left join slims_ids m on m.kind = 'member' and m.new = b.member_id where b.id = any ($1::uuid[])`,
    fields: (row) => ({
      item: codeKey(String(row.item_code ?? '')),
      member: codeKey(String(row.member_id ?? '')),
      lent: dayOf(row.loan_date),
      due: dayOf(row.due_date),
      // A date alone says nothing: a renewed loan that is open has one.
      returned: whole(row, 'is_return') === 0 ? null : dayOf(row.return_date),
      renewals: whole(row, 'renewed'),
    }),
    shown: (row, zone) => ({
      item: row.item,
      member: row.member,
      lent: day(zone, row.borrow_date),
      due: day(zone, row.due_date),
      returned: day(zone, row.return_date),
      renewals: row.renewals,
    }),
  },
];

const pick = prepared<{ old: string; id: string; flagged: boolean }>(
  'slims.parity.pick',
  `select old, new as id, problems <> '[]' as flagged from slims_ids
   where source_id = $1 and kind = $2 and new is not null and digest is not null and gone_at is null order by md5(old) limit $3`,
);

const plain = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** Records taken at large, the same ones each time, field by field against what SLiMS says now. */
export async function sample(sql: Sql, sourceId: string, origin: Origin, zone: string, most: number): Promise<Samples> {
  const all: Samples = { records: 0, fields: 0, differing: [] };
  for (const sort of SORTS) {
    const picked = await pick.all(sql, [sourceId, sort.kind, Math.ceil(most * sort.share)]);
    const source = await origin.among(
      (marks) => sort.source(marks, origin),
      picked.map(({ old }) => old),
    );
    const { rows } = await sql.query<Row & { id: string }>(sort.here, [picked.map(({ id }) => id)]);
    const there = new Map(source.map((row) => [String(row.old), sort.fields(row, zone)]));
    const here = new Map(rows.map((row) => [row.id, sort.shown(row, zone)]));
    for (const { old, id, flagged } of picked) {
      all.records++;
      for (const [field, wanted] of Object.entries(there.get(old) ?? { record: 'there' })) {
        all.fields++;
        const found = plain(here.get(id)?.[field]);
        if (found !== plain(wanted))
          all.differing.push({ kind: sort.kind, old, field, source: plain(wanted), here: found, flagged });
      }
    }
  }
  return all;
}
