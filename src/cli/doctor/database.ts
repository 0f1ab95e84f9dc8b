import { allMigrations, asOwner } from '../../database.ts';
import type { PostgresServer } from '../../drivers/postgres/index.ts';
import { pendingMigrations } from '../../drivers/postgres/migrate.ts';
import type { App } from '../../kernel/context.ts';
import type { Finding, Tell } from './finding.ts';

export function server(postgres: PostgresServer, tell: Tell): Finding[] {
  const params = { version: postgres.majorVersion, host: postgres.app.host, database: postgres.app.database };
  const running = tell('ok', 'database', postgres.kind === 'embedded' ? 'doctor.embedded' : 'doctor.external', params);
  if (postgres.kind === 'embedded' || postgres.app.user !== postgres.owner.user) return [running];
  return [running, tell('advice', 'roles', 'doctor.one_role', { user: postgres.app.user })];
}

export async function migrations(postgres: PostgresServer, tell: Tell): Promise<Finding[]> {
  const all = await allMigrations();
  const pending = await asOwner(postgres, (owner) => pendingMigrations(owner, all));
  if (pending.length === 0) return [tell('ok', 'schema', 'doctor.schema', { newest: all.at(-1)?.name ?? '-' })];
  return [tell('broken', 'schema', 'doctor.schema_old', { names: pending.join(', ') }, 'pustaka migrate up')];
}

const DRIFT_MS = 5_000;

/** Facts of two clocks in one log cannot be read in order. */
export async function databaseClock({ pool }: App, tell: Tell): Promise<Finding[]> {
  const asked = Date.now();
  const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now'); // clock: compared with ours
  const drift = Math.abs((rows[0]?.now.getTime() ?? asked) - (asked + Date.now()) / 2);
  if (drift < DRIFT_MS) return [];
  return [
    tell('broken', 'clock', 'doctor.clock_drift', { seconds: Math.round(drift / 1000) }, 'timedatectl set-ntp true'),
  ];
}

const LONG_SECONDS = 60;
// Seen only as far as the role may: all of them on an embedded database, one's own on another.
const LONG = `select pid, coalesce(usename, '-') as who, coalesce(nullif(application_name, ''), '-') as program,
    extract(epoch from clock_timestamp() - xact_start)::int as seconds -- clock: age of a transaction
  from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
    and clock_timestamp() - xact_start > make_interval(secs => $1) order by xact_start limit 5`; // clock: the same

interface Long {
  pid: number;
  who: string;
  program: string;
  seconds: number;
}

/** One that stays open holds back the activity log, reactions and vacuum of the whole server. */
export async function longTransactions(app: App, postgres: PostgresServer, tell: Tell): Promise<Finding[]> {
  const { rows } = await app.pool.query<Long>(LONG, [LONG_SECONDS]);
  if (rows.length === 0) return [tell('ok', 'transactions', 'doctor.no_long')];
  const psql = postgres.kind === 'external' ? 'psql "$DATABASE_OWNER_URL" -c ' : '';
  return rows.map(({ pid, who, program, seconds }) => {
    const fix = psql ? `${psql}"select pg_terminate_backend(${pid})"` : `kill -INT ${pid}`;
    return tell('advice', 'transactions', 'doctor.long', { pid, who, program, seconds }, fix);
  });
}

/** Facts of months nobody made a partition for are kept, but their month cannot be archived alone. */
export async function strayFacts(postgres: PostgresServer, tell: Tell): Promise<Finding[]> {
  const look = 'select exists (select from facts_default) as stray';
  const { rows } = await asOwner(postgres, (owner) => owner.query<{ stray: boolean }>(look));
  return rows[0]?.stray ? [tell('advice', 'log', 'doctor.stray_facts')] : [];
}
