import { z } from 'zod';
import { ACTION_TYPES, type ActionType } from '../../kernel/facts.ts';
import { Moment } from '../../kernel/validation.ts';
import type { Reader } from './personal.ts';

const Values = z.record(z.string(), z.unknown()).nullable();

export const LogReply = z.object({
  id: z.uuid(),
  adminId: z.uuid().nullable(),
  adminName: z.string(),
  actorKind: z.enum(['account', 'member', 'system', 'anonymous']),
  action: z.enum(ACTION_TYPES),
  /** What happened in the words of the module: 'borrowing.returned'. */
  event: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  entityName: z.string(),
  /** Names of the fields that changed, as one line. */
  details: z.string().nullable(),
  changed: z.array(z.string()),
  oldValues: Values,
  newValues: Values,
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  branchId: z.uuid().nullable(),
  requestId: z.string().nullable(),
  correlationId: z.string().nullable(),
  timestamp: Moment,
  /** The personal values were erased for good. */
  erased: z.boolean(),
  /** The personal values are there, but not for this reader. */
  withheld: z.boolean(),
});
export type LogEntry = z.output<typeof LogReply>;

/** Where the entry stands in the sealed log; null until the next minute. */
export const LogEntryReply = LogReply.extend({ position: z.int().nullable() });

interface Body {
  actorName: string;
  entityName: string | null;
  oldValues: Record<string, unknown> | null;
  newValues: Record<string, unknown> | null;
  ip: string | null;
  userAgent: string | null;
}

export interface LogRow {
  id: string;
  at: Date;
  /** The same to the microsecond. */
  place: string;
  action: string;
  actionType: ActionType;
  entityType: string;
  entityId: string;
  actorKind: LogEntry['actorKind'];
  actorId: string | null;
  branchId: string | null;
  requestId: string | null;
  correlationId: string | null;
  changed: string[];
  body: Body | null;
  /** Of the staff account that did it, as it is called now: stands in when the details are gone. */
  accountName: string | null;
}

const NOTHING: Body = { actorName: '', entityName: null, oldValues: null, newValues: null, ip: null, userAgent: null };

/** As much of it as the reader may see; one's own doings always whole. */
export function entryOf(row: LogRow, reader: Reader): LogEntry {
  const own = row.actorId !== null && row.actorId === reader.accountId;
  const body = row.body ?? NOTHING;
  const seen = own || reader.sees(row.entityType, row.branchId);
  const traces = seen && (own || reader.seesTraces(row.branchId));
  return {
    id: row.id,
    adminId: row.actorId,
    adminName: actorName(row, own, reader),
    actorKind: row.actorKind,
    action: row.actionType,
    event: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    entityName: (seen ? body.entityName : null) ?? '',
    details: row.changed.join(', ') || null,
    changed: row.changed,
    oldValues: seen ? body.oldValues : null,
    newValues: seen ? body.newValues : null,
    ipAddress: traces ? body.ip : null,
    userAgent: traces ? body.userAgent : null,
    branchId: row.branchId,
    requestId: row.requestId,
    correlationId: row.correlationId,
    timestamp: row.at,
    erased: row.body === null,
    withheld: row.body !== null && !seen,
  };
}

/** Staff are known by name to whoever reads the log; members only to those who may see members. */
function actorName(row: LogRow, own: boolean, reader: Reader): string {
  const known = row.actorKind !== 'member' || own || reader.sees('member', row.branchId);
  return known ? (row.body?.actorName ?? row.accountName ?? '') : '';
}
