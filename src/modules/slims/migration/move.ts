import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import type { Grounds } from './grounds.ts';
import type { Clock } from './naive-time.ts';
import type { Origin } from './origin.ts';
import type { Misfit, Row } from './row.ts';

/** One library moving in: where from, where to, and what is known on the way. */
export interface Move {
  readonly ctx: Ctx;
  readonly origin: Origin;
  readonly sourceId: string;
  readonly clock: Clock;
  readonly now: Date;
  readonly branchId: string;
  /** Where covers, photos and attachments lie; null: they are not brought over. */
  readonly files: string | null;
  readonly dry: Dry | null;
  grounds: Grounds;
}

/** What a rehearsal remembers instead of writing it down. */
export interface Dry {
  readonly ids: Map<string, string>;
  readonly taken: Map<string, Set<string>>;
}

/** A record on its way: what it was the last time is here too. */
export interface Item {
  readonly old: string;
  readonly row: Row;
  readonly digest: Buffer;
  /** null: it was never here. `id` is null when it has no place. */
  readonly known: { readonly id: string | null; readonly record: Row | null } | null;
}

export interface Stored {
  readonly item: Item;
  readonly id: string | null;
  readonly misfits: readonly Misfit[];
}

/** Further names under which the record is found: a copy by its code. */
export interface Alias {
  readonly kind: string;
  readonly old: string;
  readonly id: string;
  readonly misfits?: readonly Misfit[];
  readonly record?: Row;
}

export interface Outcome {
  readonly stored: readonly Stored[];
  readonly aliases?: readonly Alias[];
}

export interface Step {
  /** Also the kind of its records in slims_ids. */
  readonly name: string;
  /** Of the table that is counted in the report. */
  readonly table: string;
  /** Its number there, by which what is gone is found out; null: that is of no interest. */
  readonly key: string | null;
  /** Is the whole record kept, because our columns cannot hold all of it? Records that do not fit are kept always. */
  readonly keepsRecord: boolean;
  readonly runs: (origin: Origin) => boolean;
  /** In the order of the key, after the one given. */
  read(move: Move, after: string | null, since: string | null): Promise<Row[]>;
  keyOf(row: Row): string;
  /** Without a transaction it only says what would be: for a rehearsal. */
  store(move: Move, tx: VerbCtx | null, items: readonly Item[]): Promise<Outcome>;
  /** What is not in SLiMS any more: usually only noted. */
  gone?(move: Move, tx: VerbCtx, ids: readonly string[]): Promise<void>;
}
