import { z } from 'zod';
import { failure } from '../../kernel/errors.ts';
import { decodeCursor, offsetOf, PageQuery, pageOf } from '../../kernel/page.ts';
import { Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { spanOf, VisitFilters } from './filters.ts';
import { type After, countMatching, readVisits } from './queries.ts';
import { roomsOf } from './rooms.ts';

/** Newest first; members see their own. */
export const listVisits = view({
  name: 'visits.list',
  permission: 'visit:read',
  input: z.strictObject({ ...PageQuery.shape, ...VisitFilters }),
  async run(ctx, input) {
    const span = await spanOf(ctx, input);
    const after = input.cursor === undefined ? null : placeFrom(input.cursor);
    const wanted = { after, offset: after ? 0 : offsetOf(input), limit: input.limit + 1 };
    const rows = await readVisits(ctx, input, span, wanted);
    const total = after ? undefined : await countMatching(ctx, input, span);
    return pageOf(rows, input, (row) => [row.at.toISOString(), row.id], total);
  },
});

function placeFrom(cursor: string): After {
  const [at, id] = decodeCursor(cursor, 2);
  const place = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id });
  if (!place.success) throw failure('VALIDATION_ERROR', 'kernel.bad_cursor', { field: 'cursor' });
  return place.data;
}

/** Open rooms, for kiosks; with `closed` the others too. */
export const listRooms = view({
  name: 'visits.rooms',
  permission: 'branch:read',
  input: z.strictObject({ branchId: Uuid.optional(), closed: z.stringbool().default(false) }),
  run: (ctx, { branchId, closed }) => roomsOf(ctx.sql, branchId ?? null, closed),
});
