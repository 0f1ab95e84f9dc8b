import { z } from 'zod';
import { type Locale, translate } from '../../kernel/i18n.ts';
import { Moment } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { PARTS } from './manifest.ts';
import { type ExportRow, newestExports } from './queries.ts';

export const ExportReply = z.object({
  id: z.uuid(),
  parts: z.array(z.enum(PARTS)),
  withoutPeople: z.boolean(),
  status: z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'STOPPED', 'REMOVED']),
  requestedAt: Moment,
  requestedBy: z.string().nullable(),
  finishedAt: Moment.nullable(),
  /** Written so far, and which one is being written. */
  files: z.int(),
  atFile: z.string().nullable(),
  bytes: z.int().nullable(),
  problem: z.string().nullable(),
});
export type ExportReply = z.output<typeof ExportReply>;

export function replyOf({ problem, seenAt: _seen, ...row }: ExportRow, locale: Locale): ExportReply {
  return { ...row, problem: problem && translate(locale, problem.code, problem.params) };
}

/** The newest twenty; their files are kept for a week. */
export const listExports = view({
  name: 'export.list',
  permission: 'library:export',
  input: z.strictObject({}),
  run: async (ctx): Promise<ExportReply[]> => (await newestExports(ctx.sql)).map((row) => replyOf(row, ctx.locale)),
});
