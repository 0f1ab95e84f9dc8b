import { z } from 'zod';
import { requireScope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { readSettings } from '../../settings/index.ts';
import { parts } from '../import/parts.ts';
import { groupsOf } from '../import/plan.ts';
import { type FileRead, readFile } from '../import/read-file.ts';
import { sizesLearner } from '../import/sizes.ts';
import { branchesWithin, importPart } from '../import/write.ts';
import { collectionTypeFor, requireBranch } from '../places.ts';

export const IMPORT_BYTES = 20 * 1024 * 1024;
const MOST_ERRORS = 1_000;

const ImportInput = z.strictObject({
  file: z.instanceof(Buffer, { error: 'catalog.file_needed' }),
  dryRun: z.stringbool().default(false),
  /** For lines that name none. */
  branchId: Uuid.optional(),
  collectionTypeId: Uuid.optional(),
});
type ImportInput = z.output<typeof ImportInput>;

export const ImportReply = z.object({
  dryRun: z.boolean(),
  batchId: z.uuid().nullable(),
  rows: z.int(),
  created: z.int(),
  unchanged: z.int(),
  copies: z.int(),
  /** Kept, but with something a librarian should look at: see the books' flags. */
  flagged: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ line: z.int(), field: z.string(), code: z.string(), message: z.string() })),
  ignoredColumns: z.array(z.string()),
});
type ImportReply = z.output<typeof ImportReply>;

/** Lines that can be kept are kept, the others are told one by one; the same file again changes nothing. */
export const importBooks = verb({
  name: 'catalog.import',
  permission: 'book:create',
  input: ImportInput,
  async prepare(ctx, input): Promise<ImportReply> {
    const { timeZone } = await readSettings(ctx);
    const year = Number(localDateIn(timeZone, ctx.now).slice(0, 4));
    return carryOut(ctx, input, await readFile(ctx, input.file, year));
  },
  // Each part was written with its own fact; what is left is to say so.
  run: async (ctx, _input, reply) => ctx.unchanged(reply),
});

async function carryOut(ctx: Ctx, input: ImportInput, read: FileRead): Promise<ImportReply> {
  const places = await placesOf(ctx, input);
  const batchId = input.dryRun ? null : newId();
  const reply: ImportReply = {
    dryRun: input.dryRun,
    batchId: null,
    rows: read.rows,
    created: 0,
    unchanged: 0,
    copies: 0,
    flagged: 0,
    failed: 0,
    errors: [...read.errors],
    ignoredColumns: [...read.ignoredColumns],
  };
  const grown = await sizesLearner(ctx);
  for (const groups of parts(groupsOf(read.drafts))) {
    const part = await importPart(ctx, groups, places, batchId);
    if (batchId !== null) await grown(reply.created);
    for (const sum of ['created', 'unchanged', 'copies', 'flagged'] as const) reply[sum] += part[sum];
    reply.errors.push(...part.errors);
  }
  reply.failed = new Set(reply.errors.map(({ line }) => line)).size;
  reply.errors = reply.errors.sort((a, b) => a.line - b.line).slice(0, MOST_ERRORS);
  return { ...reply, batchId: reply.created + reply.copies > 0 ? batchId : null };
}

/** Where copies go, within reach of who imports. */
export async function placesOf(ctx: Ctx, input: Pick<ImportInput, 'branchId' | 'collectionTypeId'>) {
  if (input.branchId) await requireBranch(ctx, input.branchId, 'copy:create');
  const own = ctx.actor.kind === 'account' ? (ctx.actor.branchId ?? undefined) : undefined;
  const scope = requireScope(ctx.actor, 'copy:create');
  return {
    branches: await branchesWithin(ctx.sql, scope, input.branchId ?? own),
    collectionTypeId: await collectionTypeFor(ctx, input.collectionTypeId).catch((error: unknown) => {
      if (input.collectionTypeId) throw error;
      return null;
    }),
  };
}
