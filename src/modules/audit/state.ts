import type { App, Sql } from '../../kernel/context.ts';
import type { HealthPart } from '../../kernel/module.ts';
import { prepared } from '../../kernel/prepared.ts';
import { BEGINNING } from '../../kernel/reactions.ts';

export interface SealState {
  sealed: number;
  checkpointAt: Date | null;
  /** At most ten thousand are counted. */
  unsealed: number;
  oldestUnsealed: Date | null;
  /** Why the sealer stopped, when it did. */
  stopped: string | null;
}

export const state = prepared<SealState>(
  'audit.state',
  `with last as materialized (select position, fact_tx, fact_id from fact_seals order by position desc limit 1),
     waiting as materialized (select at from facts
       where (tx, id) > (coalesce((select fact_tx from last), $1::xid8), coalesce((select fact_id from last), $2::uuid))
       -- In the index's own order, or months would be read from their beginning.
       order by tx, id limit 10000)
   select coalesce((select position + 1 from last), 0) as sealed,
     (select created_at from audit_checkpoints order by number desc limit 1) as "checkpointAt",
     (select count(*) from waiting) as unsealed, (select min(at) from waiting) as "oldestUnsealed",
     (select error from schedule_runs where name = 'sealing' and not ok and error like 'audit.%') as stopped`,
);
export async function sealState(sql: Sql): Promise<SealState> {
  const row = await state.one(sql, [BEGINNING.tx, BEGINNING.factId]);
  if (!row) throw new Error('a query without from gives one row');
  return row;
}

const LATE_MS = 10 * 60_000;
/** After a start the sealer has this long to catch up with what happened before the stop. */
const WARM_UP_SECONDS = 300;

const isLate = (oldest: Date | null, now: Date): boolean =>
  oldest !== null && now.getTime() - oldest.getTime() > LATE_MS && process.uptime() > WARM_UP_SECONDS;

export const auditHealth: HealthPart = {
  name: 'audit',
  async check(app) {
    const { stopped, oldestUnsealed, ...rest } = await sealState(app.pool);
    const ok = stopped === null && !isLate(oldestUnsealed, app.clock.now());
    return { ok, ...rest, ...(stopped === null ? {} : { stopped }) };
  },
};

export function auditMetrics(app: App): void {
  const read = (of: (state: SealState) => number) => (): Promise<number> =>
    sealState(app.pool).then(of, () => Number.NaN);
  const { telemetry } = app;
  telemetry.gauge(
    'pustaka_audit_unsealed_facts',
    'Facts not yet sealed, counted to 10000',
    read((s) => s.unsealed),
  );
  telemetry.gauge(
    'pustaka_audit_sealed_facts',
    'Facts in the sealed log',
    read((s) => s.sealed),
  );
  telemetry.gauge(
    'pustaka_audit_seal_lag_seconds',
    'Age of the oldest fact not yet sealed',
    read(({ oldestUnsealed: oldest }) => (oldest ? (app.clock.now().getTime() - oldest.getTime()) / 1000 : 0)),
  );
  telemetry.gauge(
    'pustaka_audit_sealing_stopped',
    '1 when the sealer refuses to go on',
    read((s) => (s.stopped === null ? 0 : 1)),
  );
}
