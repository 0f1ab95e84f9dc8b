import { z } from 'zod';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import type { MarcSource } from '../../../lib/marc/read.ts';
import { readSettings } from '../../settings/index.ts';
import { importMarcFile, type MarcImport } from '../marc/import.ts';
import { placesOf } from './import-books.ts';

export const MARC_TYPES = [
  'application/marc',
  'application/marcxml+xml',
  'application/marc+json',
  'application/octet-stream',
];

/** How a command or a job looks on: no part of what the API takes. */
export interface MarcWatch extends Pick<MarcImport, 'from' | 'batchId' | 'progress' | 'onReject'> {
  readonly source: MarcSource;
}
const isWatch = (value: unknown): boolean => typeof value === 'function';

const Input = z.strictObject({
  file: z.union([
    z.instanceof(Buffer, { error: 'catalog.file_needed' }),
    z.custom<() => MarcWatch>(isWatch, { error: 'catalog.file_needed' }),
  ]),
  dryRun: z.stringbool().default(false),
  onMatch: z.enum(['skip', 'overlay']).default('skip'),
  /** Makes copies from 952, 852 or 990 of the records. */
  items: z.stringbool().default(false),
  /** For items that name none. */
  branchId: Uuid.optional(),
  collectionTypeId: Uuid.optional(),
});

export const MarcImportReply = z.object({
  dryRun: z.boolean(),
  batchId: z.uuid().nullable(),
  format: z.string(),
  records: z.int(),
  created: z.int(),
  updated: z.int(),
  /** There already, or in the file more than once. */
  unchanged: z.int(),
  copies: z.int(),
  flagged: z.int(),
  repaired: z.int(),
  failed: z.int(),
  flavours: z.record(z.string(), z.int()),
  errors: z.array(
    z.object({ line: z.int(), offset: z.int(), field: z.string(), code: z.string(), message: z.string() }),
  ),
});
type MarcImportReply = z.output<typeof MarcImportReply>;

/** Records that can be kept are kept whole, the others are told one by one; the same file again changes nothing. */
export const importMarc = verb({
  name: 'catalog.importMarc',
  permission: 'book:create',
  input: Input,
  async prepare(ctx, { file, dryRun, onMatch, items, ...where }): Promise<MarcImportReply> {
    const { timeZone } = await readSettings(ctx);
    const year = Number(localDateIn(timeZone, ctx.now).slice(0, 4));
    const { source, ...watch } = typeof file === 'function' ? file() : { source: [file] };
    const places = await placesOf(ctx, where);
    const {
      next: _next,
      batchId,
      ...done
    } = await importMarcFile(ctx, source, { ...watch, year, places, dryRun, onMatch, items });
    const wrote = !dryRun && done.created + done.updated + done.copies > 0;
    const unchanged = done.records - done.created - done.updated - done.failed;
    return { dryRun, batchId: wrote ? batchId : null, ...done, unchanged };
  },
  // Each part was written with its own fact; what is left is to say so.
  run: async (ctx, _input, reply) => ctx.unchanged(reply),
});
