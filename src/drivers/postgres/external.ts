import pg from 'pg';
import { PostgresProblem } from './messages.ts';
import type { Connection, PostgresServer } from './server.ts';

/** A PostgreSQL of the operator's own. Without an owner address the app's role migrates too. */
export async function externalPostgres(o: {
  databaseUrl: string;
  ownerUrl?: string | undefined;
}): Promise<PostgresServer> {
  const app = parse('DATABASE_URL', o.databaseUrl);
  const owner = o.ownerUrl ? parse('DATABASE_OWNER_URL', o.ownerUrl) : app;
  return { kind: 'external', owner, app, majorVersion: await versionOf(app), stop: async () => undefined };
}

function parse(name: string, text: string): Connection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '');
  const host = url?.searchParams.get('host') ?? url?.hostname.replace(/^\[|\]$/g, '');
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !host || !url.username || !database) {
    throw new PostgresProblem('postgres.bad_url', { name });
  }
  const sslMode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl');
  return {
    host: decodeURIComponent(host),
    port: Number(url.port || url.searchParams.get('port') || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    ...(sslMode ? { ssl: !['disable', 'false', '0'].includes(sslMode) } : {}),
  };
}

async function versionOf(connection: Connection): Promise<number> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    return Math.floor(Number(rows[0]?.version) / 10_000);
  } finally {
    await client.end();
  }
}
