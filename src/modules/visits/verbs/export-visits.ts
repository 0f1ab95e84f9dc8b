import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { translate } from '../../../kernel/i18n.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { spreadsheet, streamed } from '../export-file.ts';
import { spanOf, VisitFilters } from '../filters.ts';

/** Visits up to this moment; the file is read while it is sent, after the export itself was recorded. */
export const exportVisits = verb({
  name: 'visits.export',
  permission: 'visit:export',
  input: z.strictObject({ ...VisitFilters, format: z.enum(['csv', 'xlsx']).default('csv') }),
  async prepare(ctx, { format, ...filter }) {
    const span = await spanOf(ctx, filter);
    const until = span.until && span.until < ctx.now ? span.until : ctx.now;
    const search = { filter, span: { ...span, until } };
    const { timeZone } = await readSettings(ctx);
    const name = `${translate(ctx.locale, 'visits.file')}-${localDateIn(timeZone, ctx.now)}`;
    return { search, name, timeZone, sheet: format === 'xlsx' ? await spreadsheet(ctx, search, name, timeZone) : null };
  },
  async run(ctx, { format, ...filter }, { search, name, timeZone, sheet }): Promise<FileReply> {
    const branchId = filter.branchId ?? null;
    ctx.record('visits.exported', { type: 'EXPORT', id: newId(), name, branchId, new: { format, ...filter } });
    return sheet ?? streamed(outside(ctx), search, name, timeZone);
  },
});

/** The transaction is over when the file is read. */
function outside(ctx: Ctx): Ctx {
  const { tx: _ended, ...rest } = ctx;
  return { ...rest, sql: ctx.app.pool, db: ctx.app.db };
}
