import type { Ctx } from '../../../kernel/context.ts';
import { Failure, invalid } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { newId } from '../../../kernel/ids.ts';
import { flavourOf, type MarcFlavour } from '../../../lib/marc/flavour.ts';
import { type MarcFile, type MarcSource, NotMarc, openMarc } from '../../../lib/marc/read.ts';
import type { MarcRead, MarcRejected } from '../../../lib/marc/reader.ts';
import { COPIES, OVERLAY } from '../import/choices.ts';
import { type Draft, type RowError, rowError } from '../import/draft.ts';
import { parts } from '../import/parts.ts';
import { groupsOf } from '../import/plan.ts';
import { sizesLearner } from '../import/sizes.ts';
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
  const grown = await sizesLearner(ctx);
  // While one piece is written, the next one is read and understood.
  let writing: Promise<void> = Promise.resolve();
  const write = async (piece: Piece): Promise<void> => {
    await writing;
    writing = bringIn(ctx, piece, done, how).then(() => (how.dryRun ? undefined : grown(done.created)));
    writing.catch(() => {});
  };
  let piece = newPiece();
  for await (const read of file.records) {
    addTo(piece, ctx, read, file.format === 'iso2709', how);
    if (piece.records < RECORDS_AT_ONCE) continue;
    await write(piece);
    piece = newPiece();
  }
  await write(piece);
  await writing;
  return done;
}

async function opened(source: MarcSource, { from }: MarcImport): Promise<MarcFile> {
  try {
    return await openMarc(source, { from });
  } catch (error) {
    throw error instanceof NotMarc ? invalid('file', 'catalog.not_marc') : error;
  }
}

/** Records that are written together, as they were understood. */
interface Piece {
  records: number;
  drafts: Draft[];
  repaired: number;
  failed: number;
  flavours: MarcFlavour[];
  errors: MarcError[];
  rejected: MarcRejected[];
  /** Where the record of a line begins. */
  offsets: Map<number, number>;
  next: MarcDone['next'] | undefined;
}

const newPiece = (): Piece => ({
  ...{ records: 0, drafts: [], repaired: 0, failed: 0, flavours: [], errors: [], rejected: [] },
  offsets: new Map(),
  next: undefined,
});

function addTo(piece: Piece, ctx: Ctx, read: MarcRead, isIso: boolean, how: MarcImport): void {
  piece.records += 1;
  piece.offsets.set(read.index + 1, read.offset);
  piece.next = { offset: read.offset + read.bytes, index: read.index + 1 };
  if (!read.ok) {
    refuse(piece, ctx, read);
    return;
  }
  try {
    const drafts = draftsOf(read, isIso, how);
    piece.drafts.push(...drafts);
    piece.flavours.push(drafts[0]?.marc?.flavour ?? flavourOf(read.record));
    if (read.problems.length > 0) piece.repaired += 1;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    piece.failed += 1;
    piece.errors.push({ ...rowError(ctx.locale, read.index + 1, error), offset: read.offset });
  }
}

function refuse(piece: Piece, ctx: Ctx, read: MarcRejected): void {
  const { code, detail = '' } = read.problem;
  const message = translate(ctx.locale, code, { detail });
  piece.failed += 1;
  piece.errors.push({ line: read.index + 1, offset: read.offset, field: '', code, message });
  piece.rejected.push(read);
}

async function bringIn(ctx: Ctx, piece: Piece, done: MarcDone, how: MarcImport): Promise<void> {
  for (const read of piece.rejected) await how.onReject?.(read);
  done.records += piece.records;
  done.repaired += piece.repaired;
  for (const flavour of piece.flavours) done.flavours[flavour] = (done.flavours[flavour] ?? 0) + 1;
  const errors = [...piece.errors];
  const failed = new Set<number>();
  for (const groups of parts(groupsOf(piece.drafts))) {
    const part = await importPart(ctx, groups, how.places, how.dryRun ? null : done.batchId, {
      choices: how.onMatch === 'overlay' ? OVERLAY : COPIES,
      earlier: [],
    });
    for (const sum of ['created', 'updated', 'copies', 'flagged'] as const) done[sum] += part[sum];
    for (const error of part.errors) {
      failed.add(error.line);
      errors.push({ ...error, offset: piece.offsets.get(error.line) ?? 0 });
    }
  }
  done.failed += piece.failed + failed.size;
  done.errors.push(...errors.slice(0, MOST_ERRORS - done.errors.length));
  done.next = piece.next ?? done.next;
  await how.progress?.(done);
}
