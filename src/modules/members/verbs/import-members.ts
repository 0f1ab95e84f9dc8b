import { z } from 'zod';
import { requireScope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Draft, readPlaces, rowErrors } from '../import/draft.ts';
import { type Plan, planRows } from '../import/plan.ts';
import { type FileRead, readFile, twiceError } from '../import/read-file.ts';
import { type Batch, type OnExisting, writeRows } from '../import/write-rows.ts';

export const IMPORT_BYTES = 20 * 1024 * 1024;
const ROWS_AT_ONCE = 500;
const MOST_ERRORS = 1_000;
const PREVIEWED = 20;

const ImportInput = z.strictObject({
  file: z.instanceof(Buffer, { error: 'members.file_needed' }),
  dryRun: z.stringbool().default(false),
  onExisting: z.enum(['skip', 'update']).default('skip'),
  /** For rows that name none. */
  memberTypeId: Uuid.optional(),
  branchId: Uuid.optional(),
});
type ImportInput = z.output<typeof ImportInput>;

const Outcome = z.enum(['create', 'update', 'same', 'skip']);
export const ImportReply = z.object({
  dryRun: z.boolean(),
  batchId: z.uuid().nullable(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ line: z.int(), field: z.string(), code: z.string(), message: z.string() })),
  ignoredColumns: z.array(z.string()),
  preview: z.array(z.object({ line: z.int(), outcome: Outcome, name: z.string(), memberId: z.string().nullable() })),
});
type ImportReply = z.output<typeof ImportReply>;

/** Rows that can be kept are kept, the others are told one by one; the same file again changes nothing. */
export const importMembers = verb({
  name: 'members.import',
  permission: 'member:create',
  input: ImportInput,
  async prepare(ctx, input): Promise<ImportReply> {
    if (input.onExisting === 'update') requireScope(ctx.actor, 'member:update');
    const read = await readFile(ctx, input.file, await readPlaces(ctx, input));
    return carryOut(ctx, input, read);
  },
  // Each part was written with its own fact; what is left is to say so.
  run: async (ctx, _input, reply) => ctx.unchanged(reply),
});

async function carryOut(ctx: Ctx, { dryRun, onExisting }: ImportInput, read: FileRead): Promise<ImportReply> {
  const batch: Batch = { id: newId(), created: 0, updated: 0 };
  const reply = emptyReply(dryRun, read);
  const seen = new Map<string, number>();
  for (let at = 0; at < read.drafts.length; at += ROWS_AT_ONCE) {
    const part = read.drafts.slice(at, at + ROWS_AT_ONCE);
    const once = await withoutSecondMentions(ctx, part, onExisting, seen, reply);
    const plans = dryRun ? await planRows(ctx, once, onExisting) : await writeRows(ctx, once, onExisting, batch);
    for (const plan of plans) count(ctx, plan, reply);
    batch.created = reply.created;
    batch.updated = reply.updated;
  }
  const failed = new Set(reply.errors.map((error) => error.line)).size;
  const errors = reply.errors.sort((a, b) => a.line - b.line).slice(0, MOST_ERRORS);
  const batchId = dryRun || reply.created + reply.updated === 0 ? null : batch.id;
  return { ...reply, batchId, failed, errors };
}

const emptyReply = (dryRun: boolean, { rows, errors, ignoredColumns }: FileRead): ImportReply => ({
  dryRun,
  batchId: null,
  rows,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  errors: [...errors],
  ignoredColumns: [...ignoredColumns],
  preview: [],
});

/** Two rows that turn out to mean the same member: the first one counts. */
export async function withoutSecondMentions(
  ctx: Ctx,
  part: readonly Draft[],
  on: OnExisting,
  seen: Map<string, number>,
  reply: Pick<ImportReply, 'errors'>,
): Promise<Draft[]> {
  const once: Draft[] = [];
  for (const plan of await planRows(ctx, part, on)) {
    const id = 'id' in plan ? plan.id : undefined;
    const line = id === undefined ? undefined : seen.get(id);
    if (line === undefined) once.push(plan.draft);
    else reply.errors.push(twiceError(ctx, plan.draft.line, { field: 'name', line }));
    if (id !== undefined && line === undefined) seen.set(id, plan.draft.line);
  }
  return once;
}

const TALLY = { create: 'created', update: 'updated', same: 'unchanged', skip: 'skipped' } as const;

function count(ctx: Ctx, plan: Plan, reply: ImportReply): void {
  const { line, member } = plan.draft;
  if (plan.kind === 'refuse') reply.errors.push(...rowErrors(ctx, line, plan.failure));
  else {
    reply[TALLY[plan.kind]]++;
    if (reply.preview.length < PREVIEWED)
      reply.preview.push({ line, outcome: plan.kind, name: member.name, memberId: member.memberId });
  }
}
