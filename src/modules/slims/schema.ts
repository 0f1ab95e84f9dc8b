import type { MysqlReader } from '../../drivers/mysql/reader.ts';

/** What statistics read; sites differ in the rest, which is looked for and not relied on. */
const NEEDED = [
  'visitor_count.visitor_id',
  'visitor_count.member_id',
  'visitor_count.checkin_date',
  'loan.loan_id',
  'loan.item_code',
  'loan.member_id',
  'loan.loan_date',
  'loan.renewed',
  'loan.is_lent',
  'loan.is_return',
  'item.item_id',
  'item.item_code',
  'item.biblio_id',
  'biblio.biblio_id',
  'biblio.title',
  'member.member_id',
  'member.member_name',
];
const OPTIONAL = ['biblio.opac_hide', 'item.item_status_id', 'loan_history.loan_id', 'loan_history.biblio_id'];

interface Column {
  name: string;
  charset: string | null;
  collation: string | null;
}

/** How this site's tables look. */
export interface SlimsSchema {
  has(column: string): boolean;
  /** Needed and not there, or not to be read by this user. */
  readonly missing: readonly string[];
  /** The text as the column compares, so that its index can be used whatever the other table was made with. */
  as(column: string, text: string): string;
}

const COLUMNS = `select concat(table_name, '.', column_name) as name, character_set_name as charset, collation_name as collation
  from information_schema.columns where table_schema = database()
    and table_name in ('visitor_count', 'loan', 'loan_history', 'item', 'biblio', 'member')`;
const WORD = /^\w+$/;

export async function readSchema(reader: MysqlReader): Promise<SlimsSchema> {
  const wanted = new Set([...NEEDED, ...OPTIONAL]);
  const rows = await reader.rows<Column>(COLUMNS);
  const there = new Map(rows.filter(({ name }) => wanted.has(name)).map((row) => [row.name, row]));
  return {
    has: (column) => there.has(column),
    missing: NEEDED.filter((column) => !there.has(column)),
    as(column, text) {
      const { charset, collation } = there.get(column) ?? { charset: null, collation: null };
      if (!charset || !collation || !WORD.test(charset) || !WORD.test(collation)) return text;
      return `convert(${text} using ${charset}) collate ${collation}`;
    },
  };
}
