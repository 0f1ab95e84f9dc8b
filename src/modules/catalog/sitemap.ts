import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { view } from '../../kernel/view.ts';

export const SITEMAP_KINDS = ['buku', 'pengarang', 'subjek'] as const;
export type SitemapKind = (typeof SITEMAP_KINDS)[number];

/** Both languages stand in a part, and a part may hold 50,000 addresses. */
export const RECORDS_A_PART = 25_000;
const STEP = 1000;
const NIL = '00000000-0000-0000-0000-000000000000';

const SOURCE: Readonly<Record<SitemapKind, string>> = {
  buku: `books where status = 'ACTIVE'`,
  pengarang: `headings where kind = 'AUTHOR' and merged_into is null`,
  subjek: `headings where kind = 'SUBJECT' and merged_into is null`,
};

interface Page {
  id: string;
  updatedAt: Date;
}
const each = <T>(make: (kind: SitemapKind) => T): Record<SitemapKind, T> => ({
  buku: make('buku'),
  pengarang: make('pengarang'),
  subjek: make('subjek'),
});
/** Books are told apart by their ids alone, those in the archive too: that needs the index only, not a million rows. */
const edges = each((kind) =>
  prepared<{ id: string }>(
    `catalog.sitemap.${kind}.parts`,
    `select id from (select id, row_number() over (order by id) as place from ${kind === 'buku' ? 'books' : SOURCE[kind]}) x
     where place % ${RECORDS_A_PART} = 0 order by id`,
  ),
);
const pages = each((kind) =>
  prepared<Page>(
    `catalog.sitemap.${kind}.pages`,
    `select id, updated_at as "updatedAt" from ${SOURCE[kind]} and id > $1 order by id limit $2`,
  ),
);

/** Where each part begins: behind the last record of the one before. The first begins at the start. */
export const sitemapParts = view({
  name: 'catalog.sitemap.parts',
  permission: 'book:read',
  input: z.strictObject({}),
  run: async (ctx): Promise<{ kind: SitemapKind; after: string }[]> => {
    const found = await Promise.all(
      SITEMAP_KINDS.map(async (kind) => {
        const starts = [NIL, ...(await edges[kind].all(ctx.sql, [])).map(({ id }) => id)];
        return starts.map((after) => ({ kind, after }));
      }),
    );
    return found.flat();
  },
});

/** The records of one part, a thousand at a time: never all of them in memory. */
export async function* sitemapPages(ctx: Ctx, kind: SitemapKind, after: string): AsyncGenerator<Page[]> {
  let last = after;
  for (let read = 0; read < RECORDS_A_PART; read += STEP) {
    const rows = await pages[kind].all(ctx.sql, [last, STEP]);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)?.id ?? last;
  }
}
