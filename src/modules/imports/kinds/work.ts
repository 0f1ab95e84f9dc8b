import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import type { Counts, ImportRow, PreviewLine } from '../import.ts';
import type { Reject } from '../rejects.ts';
import type { Item } from '../source.ts';

/** What becomes of a part of the file. */
export interface PartOutcome {
  readonly counts: Partial<Counts>;
  readonly rejects: readonly Reject[];
}
export interface LookedAt extends PartOutcome {
  readonly lines: readonly PreviewLine[];
}

/** A file at work: what its rows and records mean, and how they are written. */
export interface Work {
  /** One row or record as it will be, kept until its part is written; how much of a part it is. */
  take(item: Item): Promise<Taken>;
  /** A row that an earlier run wrote: only what later rows are compared with is kept of it. */
  pass?(item: Item): Promise<unknown>;
  /** In the transaction that also says how far the import is. Called anew with the same when that has to be tried again. */
  write(ctx: VerbCtx, taken: readonly Taken[], soFar: Counts): Promise<PartOutcome>;
  /** Nothing is written. */
  look(ctx: Ctx, taken: readonly Taken[]): Promise<LookedAt>;
}

export interface Taken {
  readonly item: Item;
  readonly drafts: readonly unknown[];
  readonly rejects: readonly Reject[];
  /** Rows it makes, in about. */
  readonly weight: number;
}

export type OpenWork = (ctx: Ctx, row: ImportRow) => Promise<Work>;
