import { z } from 'zod';
import type { Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { type Branch, branchOf, readSettings } from '../settings/index.ts';
import { branchNeeded, noBranch } from './errors.ts';
import { type Period, periodOf, type Span, spanOf, type Type } from './period.ts';

/** What a report counts: a span of time, at one branch or at all of them. */
export interface Asked {
  span: Span;
  branchId: string | null;
}

/** What every frozen report says of itself; another version is another shape. */
export const Frozen = z.object({
  version: z.literal(1),
  /** Whose days these are. */
  zone: z.string(),
  /** The last moment that was counted. */
  until: z.string(),
});
export const frozen = ({ zone, at }: Span): z.output<typeof Frozen> => ({ version: 1, zone, until: at.toISOString() });

/** The branches a scope reaches; null = every one. */
export function reachOf({ scope }: { scope: Scope }): readonly string[] | null {
  if (scope.kind === 'all') return null;
  return scope.kind === 'branches' ? scope.ids : [];
}

/** One branch within reach, or none named by somebody who reaches all; whoever has a single branch means that one. */
export async function branchAsked(ctx: Ctx, asked: string | undefined): Promise<Branch | null> {
  const reach = reachOf(ctx);
  const branchId = asked ?? (reach?.length === 1 ? reach[0] : undefined);
  if (branchId === undefined) {
    if (reach === null) return null;
    throw branchNeeded();
  }
  return branchWithin(ctx, branchId);
}

export async function branchWithin(ctx: Ctx, branchId: string): Promise<Branch> {
  const reach = reachOf(ctx);
  if (reach && !reach.includes(branchId)) throw noBranch();
  try {
    return await branchOf(ctx, branchId);
  } catch (error) {
    throw error instanceof Failure && error.kind === 'NOT_FOUND' ? noBranch() : error;
  }
}

/** The days of a report are those of the library's zone, whatever the clocks of its branches show. */
export async function spanAsked(
  ctx: Ctx,
  type: Type,
  days: { startDate?: string | undefined; endDate?: string | undefined },
): Promise<Span> {
  const { timeZone } = await readSettings(ctx);
  const period: Period = periodOf(type, days, localDateIn(timeZone, ctx.now));
  return spanOf(timeZone, period, ctx.now);
}
