import { execFileSync, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from './services.ts';
import type { Target } from './targets.ts';

const [modules] = globSync('/usr/lib/*/idzebra-2.0/modules');
const [tab] = globSync('/usr/share/idzebra-2.0/tab');

const found = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const installed = (what: string, isThere: boolean): Service => ({
  variable: 'Debian',
  what,
  url: isThere ? 'there' : undefined,
});

export const ZEBRA = installed(
  'idzebra-2.0-utils, idzebra-2.0-common and libidzebra-2.0-mod-grs-marc',
  found('zebrasrv') && modules !== undefined && tab !== undefined,
);
export const YAZ = installed('yaz (yaz-ztest, yaz-client)', found('yaz-ztest') && found('yaz-client'));

const FILES: Readonly<Record<string, (o: { folder: string; port: number }) => string>> = {
  'zebra.cfg': () => `profilePath: .:${tab}
modulePath: ${modules}
recordType: grs.marcxml.pustaka
attset: bib1.att
encoding: utf-8
register: db:100M
`,
  'pustaka.abs': () => `name pustaka
encoding utf-8
attset bib1.att
esetname F @
esetname B @
marc usmarc.mar
all any
melm 020$a ISBN:w
melm 022$a ISSN:w
melm 100$a Author:w
melm 700$a Author:w
melm 245 Title:w
`,
  'pqf.properties': () => `set.dc = info:srw/cql-context-set/1/dc-v1.1
set.bath = http://zing.z3950.org/cql/bath/2.0/
index.dc.title = 1=4
index.dc.creator = 1=1003
index.bath.isbn = 1=7
index.bath.issn = 1=8
relation.eq = 2=3
relation.scr = 2=3
structure.* = 4=2
position.any = 3=3
truncation.none = 5=100
`,
  'server.xml': ({ folder, port }) => `<yazgfs><listen id="here">tcp:127.0.0.1:${port}</listen>
  <server listenref="here"><directory>${folder}</directory><config>zebra.cfg</config><cql2rpn>pqf.properties</cql2rpn>
    <retrievalinfo><retrieval syntax="usmarc"/>
      <retrieval syntax="xml" name="marcxml" identifier="info:srw/schema/1/marcxml-v1.1"><backend syntax="xml" name="F"/></retrieval>
      <retrieval syntax="xml" name="F"/>
    </retrievalinfo></server></yazgfs>
`,
};

/** Debian's zebrasrv over these files of ISO 2709: Z39.50 and SRU on one port, database "Default". */
export async function zebra(files: Readonly<Record<string, Buffer>>): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'pustaka-zebra-'));
  const port = await freePort();
  await mkdir(join(folder, 'db'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text({ folder, port }));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const index = (...args: string[]) =>
    execFileSync('zebraidx', ['-c', 'zebra.cfg', ...args], { cwd: folder, stdio: 'ignore' });
  index('init');
  index('update', ...Object.keys(files));
  const stop = await started('zebrasrv', ['-f', 'server.xml'], folder, port);
  return {
    port,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian's yaz-ztest: it finds something whatever is asked, the same few records again and again. */
export async function ztest(): Promise<Target> {
  const port = await freePort();
  return { port, close: await started('yaz-ztest', ['-S', `tcp:127.0.0.1:${port}`], tmpdir(), port) };
}

async function started(program: string, args: string[], cwd: string, port: number): Promise<() => Promise<void>> {
  const child = spawn(program, args, { cwd, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100) throw new Error(`${program} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** How many yaz-client finds for this query on this port. */
export function yazHits(port: number, query: string): number {
  const text = execFileSync('yaz-client', [`127.0.0.1:${port}`], { input: `find ${query}\nquit\n`, encoding: 'utf8' });
  return Number(/Number of hits: (\d+)/.exec(text)?.[1]);
}
