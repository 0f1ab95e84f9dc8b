import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { ACTION_TYPES } from '../../kernel/facts.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { endOfLocalDay, startOfLocalDay } from '../../lib/calendar/zone.ts';
import { readSettings } from '../settings/index.ts';
import { periodBackwards } from './errors.ts';

/** 'CREATE,UPDATE' or the parameter given twice. */
const listOf = <S extends z.ZodType>(item: S) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(30));

/** A day of the library's calendar, or a moment. */
const When = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const LogFilters = {
  action: listOf(z.enum(ACTION_TYPES)).optional(),
  /** Dotted: 'borrowing.returned'. */
  event: listOf(trimmed(80)).optional(),
  entityType: listOf(trimmed(40)).optional(),
  entityId: trimmed(200).optional(),
  adminId: Uuid.optional(),
  actorId: Uuid.optional(),
  branchId: Uuid.optional(),
  correlationId: trimmed(100).optional(),
  from: When.optional(),
  to: When.optional(),
  /** Part of the name of what it was done to. */
  q: trimmed(100).optional(),
};
const Filters = z.object(LogFilters);
export type LogFilter = z.output<typeof Filters>;

export interface Period {
  from: Date | null;
  /** The first moment after it. */
  before: Date | null;
}

/** Days begin and end where the library is; both ends count. */
export async function periodOf(ctx: Ctx, { from, to }: LogFilter): Promise<Period> {
  const { timeZone } = await readSettings(ctx);
  const start = from === undefined ? null : from.includes('T') ? new Date(from) : startOfLocalDay(timeZone, from);
  const end = to === undefined ? null : to.includes('T') ? new Date(to) : endOfLocalDay(timeZone, to);
  if (start && end && start > end) throw periodBackwards();
  return { from: start, before: end && new Date(end.getTime() + 1) };
}
