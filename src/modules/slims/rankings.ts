import type { MysqlReader } from '../../drivers/mysql/reader.ts';
import type { PersonTotal, TitleTotal } from '../statistics/index.ts';

export type Totals<K> = Map<K, number>;

export function count<K>(totals: Totals<K>, key: K, n: number): void {
  if (n > 0) totals.set(key, (totals.get(key) ?? 0) + n);
}

const TOGETHER = 50;

/** The largest totals whose record is still there. */
async function topOf<K extends string | number, R>(
  totals: Totals<K>,
  top: number,
  find: (keys: K[]) => Promise<ReadonlyMap<K, string>>,
  row: (key: K, name: string, total: number) => R,
): Promise<R[]> {
  const sorted = [...totals].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const found: R[] = [];
  for (let at = 0; at < sorted.length && found.length < top; at += TOGETHER) {
    const some = sorted.slice(at, at + TOGETHER);
    const names = await find(some.map(([key]) => key));
    for (const [key, total] of some) {
      const name = names.get(key);
      if (name !== undefined) found.push(row(key, name, total));
    }
  }
  return found.slice(0, top);
}

const marks = (keys: readonly unknown[]): string => keys.map(() => '?').join(', ');

/** Titles that everybody may see; a record that was removed is in no ranking. */
export const topTitles = (reader: MysqlReader, totals: Totals<number>, top: number, onlyShown: boolean) =>
  topOf<number, TitleTotal>(
    totals,
    top,
    async (ids) => {
      const shown = onlyShown ? ' and coalesce(opac_hide, 0) = 0' : '';
      const sql = `select biblio_id as id, title from biblio where biblio_id in (${marks(ids)})${shown}`;
      const rows = await reader.rows<{ id: number; title: string }>(sql, ids);
      return new Map(rows.map(({ id, title }) => [id, title]));
    },
    (biblioId, title, total) => ({ biblioId, title, total }),
  );

/** SLiMS knows no consent: nobody is named to everybody. */
export const topPeople = (reader: MysqlReader, totals: Totals<string>, top: number) =>
  topOf<string, PersonTotal>(
    totals,
    top,
    async (ids) => {
      const sql = `select member_id as id, member_name as name from member where member_id in (${marks(ids)})`;
      const rows = await reader.rows<{ id: string; name: string }>(sql, ids);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    (memberId, memberName, total) => ({ memberId, memberName, total, isPublic: false }),
  );
