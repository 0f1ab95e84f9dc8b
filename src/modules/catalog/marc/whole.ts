import { setImmediate as rest } from 'node:timers/promises';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { type MarcExportFormat, marcFile } from './export.ts';

const PAGE = 100;
const page = prepared<{ id: string }>(
  'catalog.marc.page',
  `select id from books where status <> 'ARCHIVED' and id > $1 order by id limit ${PAGE}`,
);
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Every book that is not archived, with its copies as items, a page at a time; what else waits goes in between. */
export async function* wholeCatalogue(
  sql: Sql,
  format: MarcExportFormat,
  told: (books: number) => void = () => {},
): AsyncGenerator<Buffer> {
  let books = 0;
  async function* pages() {
    for (let last = NOWHERE; ; ) {
      const ids = (await page.all(sql, [last])).map(({ id }) => id);
      if (ids.length === 0) return;
      yield ids;
      books += ids.length;
      last = ids.at(-1) ?? last;
      await rest();
    }
  }
  yield* marcFile({ sql }, pages(), format, { branches: null });
  told(books);
}
