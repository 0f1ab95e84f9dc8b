import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { pause } from './figures.ts';
import { freePort } from './processes.ts';

const FOLDER = process.env.BENCH_SLIMS ?? join(tmpdir(), 'pustaka-slims-scale');
const DATA = join(FOLDER, 'data');
const INIT = join(FOLDER, 'init.sql');
const PASSWORD = 'bench';
const NOBODY = 65_534;
const PATIENCE_MS = 60_000;

export interface MariaDb {
  /** Of whoever may do everything. */
  connect(database?: string): Promise<Connection>;
  /** Of a user who may read this database and nothing else. */
  readerUrl(database: string): string;
  stop(): Promise<void>;
}

/** MariaDB does not run as root. */
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** Debian's MariaDB on a folder of its own, which stays for the next time. */
export async function startMariaDb(): Promise<MariaDb> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const isNew = !existsSync(DATA);
  if (isNew) {
    mkdirSync(DATA, { recursive: true });
    if (asNobody.uid) chownSync(DATA, NOBODY, NOBODY);
    const made = spawnSync('mariadb-install-db', ['--no-defaults', `--datadir=${DATA}`, '--skip-test-db'], {
      ...asNobody,
      env,
    });
    if (made.error) throw new Error('MariaDB is needed: apt-get install mariadb-server-core mariadb-client-core');
    if (made.status !== 0) throw new Error(String(made.stderr));
  }
  writeFileSync(INIT, initSql);
  const port = await freePort();
  const options = [`--datadir=${DATA}`, `--socket=${DATA}/sock`, `--port=${port}`, `--init-file=${INIT}`, ...SETTINGS];
  const child = spawn('mariadbd', ['--no-defaults', ...options], { ...asNobody, env, stdio: 'ignore' });
  process.on('exit', () => child.kill('SIGTERM'));
  const connect = (database?: string): Promise<Connection> =>
    createConnection({
      host: '127.0.0.1',
      port,
      user: 'bench',
      password: PASSWORD,
      multipleStatements: true,
      ...(database ? { database } : {}),
    });
  await untilAnswers(connect);
  return {
    connect,
    readerUrl: (database) => `mysql://reader:${PASSWORD}@127.0.0.1:${port}/${database}`,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const SETTINGS = ['--bind-address=127.0.0.1', '--skip-name-resolve', '--skip-log-bin'];

const initSql = `create user if not exists bench@127.0.0.1 identified by '${PASSWORD}';
grant all on *.* to bench@127.0.0.1 with grant option;
create user if not exists reader@127.0.0.1 identified by '${PASSWORD}';
grant select on \`slims%\`.* to reader@127.0.0.1;
`;

async function untilAnswers(connect: () => Promise<Connection>): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; ; ) {
    const open = await connect().catch((error: unknown) => {
      if (performance.now() > end) throw error;
      return null;
    });
    if (open) return open.end();
    await pause(100);
  }
}
