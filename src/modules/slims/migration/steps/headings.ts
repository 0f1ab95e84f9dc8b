import { newId } from '../../../../kernel/ids.ts';
import { putMovedHeadings } from '../../../catalog/index.ts';
import type { Step } from '../move.ts';
import { type Misfit, text } from '../row.ts';

/** Authors and topics that no title has are brought over too. */
function headingStep(name: string, table: string, key: string, column: string, kind: 'AUTHOR' | 'SUBJECT'): Step {
  return {
    name,
    table,
    key,
    keepsRecord: true,
    runs: (origin) => origin.has(table),
    read: ({ origin }, after, since) =>
      since !== null
        ? Promise.resolve([])
        : origin.rows(`select * from ${table} where ${key} > ? order by ${key} limit 1000`, [Number(after ?? 0)]),
    keyOf: (row) => String(row[key]),
    async store(_move, tx, items) {
      const named = items.map((item) => ({ item, heading: text(item.row, column)?.slice(0, 255) ?? null }));
      const good = named.flatMap(({ heading }) => (heading ? [{ kind, name: heading }] : []));
      const ids = tx ? await putMovedHeadings(tx, good) : good.map(() => newId());
      return {
        stored: named.map(({ item, heading }) => {
          const misfits: Misfit[] = heading ? [] : [{ code: 'no_name' }];
          return { item, id: heading ? (ids.shift() ?? null) : null, misfits };
        }),
      };
    },
  };
}

export const authors = headingStep('author', 'mst_author', 'author_id', 'author_name', 'AUTHOR');
export const topics = headingStep('topic', 'mst_topic', 'topic_id', 'topic', 'SUBJECT');
