import type { FileReply } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { csvStream } from '../../../lib/csv/write.ts';
import { readSettings } from '../../settings/index.ts';
import { sayIn } from '../tables/table.ts';
import { ClassesInput, countClasses } from './recap.ts';

/** One line a hundred and one for each ten in it, as CSV. */
export const exportClasses = verb({
  name: 'reports.exportClasses',
  permission: 'reports:read',
  input: ClassesInput,
  async run(ctx, { branchId }): Promise<FileReply> {
    const say = sayIn(ctx.locale);
    const recap = await countClasses(ctx, branchId);
    const { timeZone } = await readSettings(ctx);
    const name = `rekap-kelas-${localDateIn(timeZone, ctx.now)}`;
    ctx.record('report.exported', {
      type: 'EXPORT',
      id: newId(),
      name,
      new: { subject: 'classes', format: 'csv' },
      branchId: recap.branchId,
    });
    const rows = recap.classes.flatMap((each) => [
      [say(`ddc.${each.class ?? 'none'}`), '', each.titles, each.copies],
      ...each.divisions.map(({ division, titles, copies }) => [
        say(`ddc.${each.class ?? 'none'}`),
        division,
        titles,
        copies,
      ]),
    ]);
    const header = [say('column.class'), say('classes.division'), say('column.titles'), say('column.copies')];
    const total = [say('part.total'), '', recap.totals.titles, recap.totals.copies];
    return { type: 'text/csv; charset=utf-8', name: `${name}.csv`, body: csvStream(header, [...rows, total]) };
  },
});
