import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { spreadsheet, streamed } from '../export-file.ts';
import { LogFilters, periodOf } from '../filters.ts';
import { readerOf } from '../personal.ts';

const Input = z.strictObject({ ...LogFilters, format: z.enum(['csv', 'xlsx', 'jsonl']).default('csv') });

/** What happened up to this moment; the file is read while it is sent, after the export itself was recorded. */
export const exportLogs = verb({
  name: 'audit.export',
  permission: 'logs:export',
  input: Input,
  async prepare(ctx, input) {
    const period = await periodOf(ctx, input);
    const before = period.before && period.before < ctx.now ? period.before : ctx.now;
    const search = { filter: input, period: { ...period, before }, reader: readerOf(ctx.actor) };
    const name = `log-${localDateIn((await readSettings(ctx)).timeZone, ctx.now)}`;
    return { search, name, sheet: input.format === 'xlsx' ? await spreadsheet(ctx, search, name) : null };
  },
  async run(ctx, { format, ...filter }, { search, name, sheet }): Promise<FileReply> {
    ctx.record('activity-log.exported', { type: 'EXPORT', id: newId(), name, new: { format, ...filter } });
    return sheet ?? streamed(outside(ctx), search, format === 'jsonl' ? 'jsonl' : 'csv', name);
  },
});

/** The transaction is over when the file is read. */
function outside(ctx: Ctx): Ctx {
  const { tx: _ended, ...rest } = ctx;
  return { ...rest, sql: ctx.app.pool, db: ctx.app.db };
}
