import type { VerbCtx } from '../../kernel/context.ts';
import type { Counts, Cursor, ImportRow } from './import.ts';
import { lockRaw } from './queries.ts';

export interface Watch {
  readonly told?: (row: { cursor: Cursor; counts: Counts }) => void;
  /** Where a worker stops to let others in; the import goes on as another job. */
  readonly until?: number;
}

export interface State {
  cursor: Cursor;
  counts: Counts;
}
export interface End {
  state: State;
  /** Somebody else has it now, or it was told to stop, or its time is up. */
  stopped: boolean;
  more: boolean;
}

/** Still running, and nobody else went on with it. */
export async function mine(tx: VerbCtx, id: string, expected: Cursor): Promise<ImportRow | null> {
  const row = await lockRaw(tx, id);
  const isMine = row?.state === 'RUNNING' && row.cursor.rows === expected.rows && row.cursor.photos === expected.photos;
  return row && isMine ? row : null;
}
