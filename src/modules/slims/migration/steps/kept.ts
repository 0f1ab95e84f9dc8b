import type { Move, Step } from '../move.ts';
import type { Row } from '../row.ts';

/** Tables that have no place of their own here yet: kept row by row, so that nothing is lost by moving. */
const KEPT = [
  'mst_publisher',
  'mst_place',
  'mst_gmd',
  'mst_language',
  'mst_location',
  'mst_item_status',
  'mst_supplier',
  'mst_label',
  'mst_frequency',
  'mst_content_type',
  'mst_media_type',
  'mst_carrier_type',
  'mst_custom_field',
  'mst_voc_ctrl',
  'mst_relation_term',
  'biblio_relation',
  'serial',
  'kardex',
  'holiday',
  'files',
  'comment',
];

const AT_ONCE = 1000;
const keys = new WeakMap<Row, string>();

/** Small ones: read whole, page by page in the order of what the key says. */
async function readKept({ origin }: Move, table: string, after: string | null): Promise<Row[]> {
  const columns = origin.keyOf(table);
  const rows = await origin.rows(`select * from ${table}`);
  for (const row of rows) keys.set(row, columns.map((column) => String(row[column])).join(' '));
  const keyOf = (row: Row): string => keys.get(row) ?? '';
  return rows
    .filter((row) => after === null || keyOf(row) > after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, AT_ONCE);
}

export const keptSteps: readonly Step[] = KEPT.map((table) => ({
  name: table.replaceAll('_', '-'),
  table,
  key: null,
  keepsRecord: true,
  runs: (origin) => origin.has(table) && origin.keyOf(table).length > 0,
  read: (move, after, since) => (since === null ? readKept(move, table, after) : Promise.resolve([])),
  keyOf: (row) => keys.get(row) ?? '',
  store: async (_move, _tx, items) => ({ stored: items.map((item) => ({ item, id: null, misfits: [] })) }),
}));
