import type { Ctx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';

/** A part is one transaction: large while nobody waits, small enough to wait behind while the desk is at work. */
export const WHOLE_PART = 500;
export const SMALL_PART = 40;
/** Books with many copies make a part heavy before it is long. */
export const MOST_WEIGHT = 2_500;

const DESK_MS = 10_000;
/** While the desk works an import takes a fifth of the time. */
const REST = 4;
const MOST_REST_MS = 5_000;

/** A loan or a return anywhere in the library, whichever process took it. */
const atDesk = prepared<{ busy: boolean }>(
  'imports.desk',
  `select exists (select from facts where action_type = 'BORROW' and at > $1)
     or exists (select from facts where action_type = 'RETURN' and at > $1) as busy`,
);

export interface Pace {
  /** How many rows the next part may have. */
  readonly size: number;
  /** After a part that took so long. */
  rest(tookMs: number): Promise<void>;
}

/** Looked at before each part: the desk comes first, unless somebody said that the import does. */
export async function paceNow(ctx: Ctx, gentle: boolean): Promise<Pace> {
  const since = new Date(ctx.app.clock.now().getTime() - DESK_MS);
  const busy = gentle && ((await atDesk.one(ctx.sql, [since]))?.busy ?? false);
  return {
    size: busy ? SMALL_PART : WHOLE_PART,
    rest: (tookMs) => pause(busy ? Math.min(tookMs * REST, MOST_REST_MS) : 0),
  };
}

/** Even of nothing: whoever asked meanwhile is answered first. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
