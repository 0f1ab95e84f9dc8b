import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { readExport } from '../place.ts';
import { exportOf } from '../queries.ts';

/** The whole library in one file: who took it with them is remembered. */
export const downloadExport = verb({
  name: 'export.download',
  permission: 'library:export',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<FileReply> {
    const row = await exportOf(ctx.sql, id);
    const file = row?.status === 'DONE' ? await readExport(ctx.app, id) : null;
    if (!row || !file) throw notFound('export.no_file');
    const name = `pustaka-${localDateIn((await readSettings(ctx)).timeZone, row.requestedAt)}.zip`;
    ctx.record('library-export.downloaded', {
      type: 'DOWNLOAD',
      id,
      name,
      new: { bytes: file.bytes, withoutPeople: row.withoutPeople },
    });
    return { type: 'application/zip', name, body: file.body };
  },
});
