import pg from 'pg';
import type { App } from '../../src/kernel/context.ts';
import { fromDist } from './dist.ts';
import { pause } from './figures.ts';

/** The program's own parts in this process, beside the server that runs on the same folder. */
export interface Inside {
  app: App;
  /** pg as it comes, for what is compared with. */
  bare: pg.Pool;
  connection: pg.PoolConfig;
  tokens: { staff: string; member: string };
  close(): Promise<void>;
}

export async function openInside(dataRoot: string, poolSize = 10): Promise<Inside> {
  const { attachPostgres } =
    await fromDist<typeof import('../../src/drivers/postgres/index.ts')>('drivers/postgres/index.js');
  const { makeApp } = await fromDist<typeof import('../../src/app.ts')>('app.js');
  const { makeLogger } = await fromDist<typeof import('../../src/drivers/log/pino.ts')>('drivers/log/pino.js');
  const postgres = await attachPostgres({ dataRoot, log: () => {} });
  const app = makeApp({ postgres, env: process.env, dataRoot, log: makeLogger('silent'), poolSize });
  const bare = new pg.Pool({ ...postgres.app, max: poolSize });
  await untilQuiet(app);
  return {
    app,
    bare,
    connection: postgres.app,
    tokens: await people(app),
    async close() {
      await app.pool.end();
      await bare.end();
      await postgres.stop();
    },
  };
}

const BUSY = `select count(*)::int as n from pg_stat_activity
  where state <> 'idle' and pid <> pg_backend_pid() and backend_type = 'client backend' and datname = current_database()`;
const QUIET_MS = 2_000;
const PATIENCE_MS = 180_000;

/** A start catches up with what its schedules missed; what is measured begins after that. */
async function untilQuiet({ pool }: App): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MS && performance.now() < end; ) {
    await pause(100);
    const { rows } = await pool.query<{ n: number }>(BUSY);
    if (rows[0]?.n !== 0) quietSince = performance.now();
  }
}

const MEMBER = "select id, name, account_id from members where status = 'ACTIVE' order by member_id limit 1";
const RULER = 'bench-admin@surel.example';
const RULED = `select a.id from accounts a where a.email = '${RULER}'`;
const STAFF = "select id from accounts where email = 'bench@surel.example'";

/** A librarian and a member who are signed in; made when they are not there. */
async function people(app: App): Promise<Inside['tokens']> {
  const { makeCtx, systemActor } = await fromDist<typeof import('../../src/kernel/context.ts')>('kernel/context.js');
  const { asSystem } = await fromDist<typeof import('../../src/kernel/verb.ts')>('kernel/verb.js');
  const identity = await fromDist<typeof import('../../src/modules/identity/index.ts')>('modules/identity/index.js');
  const [staff] = (await app.pool.query<{ id: string }>(STAFF)).rows;
  const [member] = (await app.pool.query<{ id: string; name: string; account_id: string | null }>(MEMBER)).rows;
  const [ruled] = (await app.pool.query<{ id: string }>(RULED)).rows;
  if (!member) throw new Error('this library has no members');
  const ids = await asSystem(makeCtx(app, systemActor('bench')), async (tx) => {
    tx.unchanged(null);
    const roles = [{ role: 'LIBRARIAN', scope: 'all' as const, branchId: null }];
    const desk = { name: 'Bench', email: 'bench@surel.example', passwordHash: null, roles };
    const staffId = staff?.id ?? (await identity.createStaffAccount(tx, desk));
    // Without somebody who rules it a library is not set up, and its first page leads to the wizard.
    if (!ruled) {
      const all = [{ role: 'SUPER_ADMIN', scope: 'all' as const, branchId: null }];
      await identity.createStaffAccount(tx, { name: 'Bench', email: RULER, passwordHash: null, roles: all });
    }
    const reader = { name: member.name, email: null, memberId: member.id };
    return { staffId, memberId: member.account_id ?? (await identity.createMemberAccount(tx, reader)) };
  });
  const token = async (accountId: string): Promise<string> => {
    const sessionId = crypto.randomUUID();
    await app.pool.query(
      `insert into sessions (id, account_id, kind, created_at, last_seen_at, expires_at)
       values ($1, $2, 'token', $3, $3, $3::timestamptz + interval '1 day')`,
      [sessionId, accountId, app.clock.now()],
    );
    return identity.accessTokenFor(app, accountId, sessionId);
  };
  return { staff: await token(ids.staffId), member: await token(ids.memberId) };
}
