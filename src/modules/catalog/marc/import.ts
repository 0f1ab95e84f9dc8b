import type { Ctx } from '../../../kernel/context.ts';
import { Failure, invalid } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { newId } from '../../../kernel/ids.ts';
import { flavourOf } from '../../../lib/marc/flavour.ts';
import { type MarcFile, type MarcSource, NotMarc, openMarc } from '../../../lib/marc/read.ts';
import type { MarcAccepted, MarcRead, MarcRejected } from '../../../lib/marc/reader.ts';
import { COPIES, OVERLAY } from '../import/choices.ts';
import { type Draft, type RowError, rowError } from '../import/draft.ts';
import { parts } from '../import/parts.ts';
import { groupsOf } from '../import/plan.ts';
import { importPart } from '../import/write.ts';
import { draftsOf, type MarcWishes } from './draft.ts';

export type Places = Parameters<typeof importPart>[2];

export interface MarcImport extends MarcWishes {
  readonly places: Places;
  readonly dryRun: boolean;
  /** What becomes of books that are there already. */
  readonly onMatch: 'skip' | 'overlay';
  /** Where an earlier run of this file ended, and under which batch. */
  readonly from?: { readonly offset: number; readonly index: number } | undefined;
  readonly batchId?: string | undefined;
  /** After each part was written: what has been done so far, and where a later run may begin. */
  readonly progress?: ((done: MarcDone) => void | Promise<void>) | undefined;
  readonly onReject?: ((read: MarcRejected) => void | Promise<void>) | undefined;
}

export interface MarcError extends RowError {
  /** Where the record begins in the file, in bytes. */
  offset: number;
}

export interface MarcDone {
  batchId: string;
  format: string;
  records: number;
  created: number;
  updated: number;
  copies: number;
  /** Kept, but with something a librarian should look at. */
  flagged: number;
  /** Kept, although lengths, encoding or the like were wrong. */
  repaired: number;
  failed: number;
  /** Records by their dialect. */
  flavours: Record<string, number>;
  errors: MarcError[];
  /** The next run may begin here. */
  next: { offset: number; index: number };
}

const RECORDS_AT_ONCE = 500;
const MOST_ERRORS = 1_000;

/**
 * Brings a MARC file in, part by part, each in a transaction of its own: a run that was broken off is taken up again,
 * and what is there already is known again by its number. The caller has checked permission and places.
 */
export async function importMarcFile(ctx: Ctx, source: MarcSource, how: MarcImport): Promise<MarcDone> {
  const file = await opened(source, how);
  const done: MarcDone = {
    batchId: how.batchId ?? newId(),
    format: file.format,
    ...{ records: 0, created: 0, updated: 0, copies: 0, flagged: 0, repaired: 0, failed: 0 },
    flavours: {},
    errors: [],
    next: how.from ?? { offset: 0, index: 0 },
  };
  let waiting: MarcRead[] = [];
  for await (const read of file.records) {
    waiting.push(read);
    if (waiting.length < RECORDS_AT_ONCE) continue;
    await bringIn(ctx, waiting, done, how);
    waiting = [];
  }
  await bringIn(ctx, waiting, done, how);
  return done;
}

async function opened(source: MarcSource, { from }: MarcImport): Promise<MarcFile> {
  try {
    return await openMarc(source, { from });
  } catch (error) {
    throw error instanceof NotMarc ? invalid('file', 'catalog.not_marc') : error;
  }
}

async function bringIn(ctx: Ctx, reads: readonly MarcRead[], done: MarcDone, how: MarcImport): Promise<void> {
  const drafts: Draft[] = [];
  for (const read of reads) {
    done.records += 1;
    if (read.ok) drafts.push(...draftsFrom(ctx, read, done, how));
    else await refuse(ctx, read, done, how);
  }
  const places = new Map(reads.map((read) => [read.index + 1, read.offset]));
  const failed = new Set<number>();
  for (const groups of parts(groupsOf(drafts))) {
    const part = await importPart(ctx, groups, how.places, how.dryRun ? null : done.batchId, {
      choices: how.onMatch === 'overlay' ? OVERLAY : COPIES,
      earlier: [],
    });
    for (const sum of ['created', 'updated', 'copies', 'flagged'] as const) done[sum] += part[sum];
    for (const error of part.errors) {
      failed.add(error.line);
      addError(done, { ...error, offset: places.get(error.line) ?? 0 });
    }
  }
  done.failed += failed.size;
  const last = reads.at(-1);
  if (last) done.next = { offset: last.offset + last.bytes, index: last.index + 1 };
  await how.progress?.(done);
}

function draftsFrom(ctx: Ctx, read: MarcAccepted, done: MarcDone, how: MarcImport): Draft[] {
  try {
    const drafts = draftsOf(read, done.format === 'iso2709', how);
    const flavour = drafts[0]?.marc?.flavour ?? flavourOf(read.record);
    done.flavours[flavour] = (done.flavours[flavour] ?? 0) + 1;
    if (read.problems.length > 0) done.repaired += 1;
    return drafts;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    done.failed += 1;
    addError(done, { ...rowError(ctx.locale, read.index + 1, error), offset: read.offset });
    return [];
  }
}

async function refuse(ctx: Ctx, read: MarcRejected, done: MarcDone, how: MarcImport): Promise<void> {
  const { code, detail = '' } = read.problem;
  done.failed += 1;
  addError(done, {
    line: read.index + 1,
    offset: read.offset,
    field: '',
    code,
    message: translate(ctx.locale, code, { detail }),
  });
  await how.onReject?.(read);
}

const addError = (done: MarcDone, error: MarcError): void => {
  if (done.errors.length < MOST_ERRORS) done.errors.push(error);
};
