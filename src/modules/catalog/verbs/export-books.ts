import { Readable } from 'node:stream';
import { z } from 'zod';
import { requireScope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { search } from '../../search/index.ts';
import { readSettings } from '../../settings/index.ts';
import { seesHidden } from '../book.ts';
import { BookQuery, filtersOf } from '../list-books.ts';
import { MARC_FILE, MARC_FORMATS, marcFile } from '../marc/export.ts';

const PAGE = 500;
const {
  page: _page,
  limit: _limit,
  cursor: _cursor,
  facets: _facets,
  sortBy: _sortBy,
  sortOrder: _sortOrder,
  ...FILTERS
} = BookQuery.shape;

const Input = z.strictObject({
  ...FILTERS,
  format: z.enum(MARC_FORMATS).default('mrc'),
  /** With our copies, as items in 952. */
  items: z.stringbool().default(false),
});
type Input = z.output<typeof Input>;

/** All books of a search as MARC, oldest first; the file is read while it is sent, after the export itself was recorded. */
export const exportBooks = verb({
  name: 'catalog.export',
  permission: 'book:create',
  input: Input,
  async prepare(ctx, { items }) {
    const { timeZone } = await readSettings(ctx);
    const scope = items ? requireScope(ctx.actor, 'copy:read') : null;
    return {
      name: `katalog-${localDateIn(timeZone, ctx.now)}`,
      items: scope && { branches: scope.kind === 'branches' ? scope.ids : null },
    };
  },
  async run(ctx, input, { name, items }): Promise<FileReply> {
    const { format } = input;
    ctx.record('catalog.exported', { type: 'EXPORT', id: newId(), name, new: { ...input } });
    const outside = afterwards(ctx);
    const body = Readable.from(marcFile(outside, pages(outside, input), format, items), { objectMode: false });
    return { type: MARC_FILE[format].type, name: `${name}.${format}`, body };
  },
});

/** The transaction is over when the file is read. */
function afterwards(ctx: Ctx): Ctx {
  const { tx: _ended, ...rest } = ctx;
  return { ...rest, sql: ctx.app.pool, db: ctx.app.db };
}

/** By age, since only that goes on to the end however many there are. */
async function* pages(ctx: Ctx, input: Input): AsyncGenerator<readonly string[]> {
  let cursor: string | undefined;
  const query = {
    kinds: ['book'],
    text: input.search,
    filters: filtersOf(input),
    hidden: seesHidden(ctx),
    sort: 'created',
    descending: false,
  } as const;
  for (;;) {
    const page = { page: 1, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { ids, meta } = await search.find(ctx, { ...query, page });
    // Nothing was found: books of another spelling are not what was asked for.
    if (meta.searchedFor !== undefined) return;
    if (ids.length > 0) yield ids;
    if (!meta.nextCursor) return;
    cursor = meta.nextCursor;
  }
}
