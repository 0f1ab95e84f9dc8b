import { z } from 'zod';
import { decodeCursor, offsetOf, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { entryOf } from './entry.ts';
import { badCursor, logNotFound } from './errors.ts';
import { LogFilters, periodOf } from './filters.ts';
import { readerOf } from './personal.ts';
import { countMatching, inScope, type Place, placeOfFact, rowsAt } from './queries.ts';
import { readLog } from './reading.ts';

export const listLogs = view({
  name: 'audit.logs',
  permission: 'logs:view',
  input: z.strictObject({ ...PageQuery.shape, ...LogFilters }),
  async run(ctx, input) {
    const reader = readerOf(ctx.actor);
    const search = { filter: input, period: await periodOf(ctx, input), reader };
    const after = input.cursor === undefined ? null : placeFrom(input.cursor);
    const wanted = { after, offset: after ? 0 : offsetOf(input), limit: input.limit + 1 };
    const rows = await readLog(ctx, search, wanted);
    const total = after ? undefined : await countMatching(ctx, search);
    const page = pageOf(rows, input, (row) => [row.place, row.id], total);
    return { ...page, items: page.items.map((row) => entryOf(row, reader)) };
  },
});

function placeFrom(cursor: string): Place {
  const [at, id] = decodeCursor(cursor, 2);
  const place = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id });
  if (!place.success) throw badCursor();
  return place.data;
}

export const getLog = view({
  name: 'audit.log',
  permission: 'logs:view',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const reader = readerOf(ctx.actor);
    const found = await placeOfFact(ctx, id);
    const search = { filter: {}, period: { from: null, before: null }, reader };
    if (!found || !(await inScope(ctx, search, { at: found.at, id }))) throw logNotFound();
    const [row] = await rowsAt(ctx, [{ at: found.at, id }]);
    if (!row) throw logNotFound();
    return { ...entryOf(row, reader), position: found.position };
  },
});
