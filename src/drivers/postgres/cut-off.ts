import { createClient, PROGRAM } from './pool.ts';
import type { PostgresServer } from './server.ts';

const CUT = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = $1 and pid <> pg_backend_pid() and (usename = current_user or $2)`;

/** Ends the connections of this very program, and so what they were doing: its transactions are rolled back. */
export async function cutOff({ superuser, owner, app }: PostgresServer): Promise<void> {
  for (const login of superuser ? [superuser] : [owner, app]) {
    const client = createClient(login);
    client.on('error', () => {});
    await client.connect();
    await client.query(CUT, [PROGRAM, superuser !== undefined]).finally(() => client.end());
  }
}
