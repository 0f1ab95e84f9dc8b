import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { makeApp, makeWeb } from '../app.ts';
import { makeLogger } from '../drivers/log/pino.ts';
import type { Connection } from '../drivers/postgres/index.ts';
import { Problem } from '../problem.ts';
import { print, tell } from './output.ts';

interface Options {
  write?: boolean;
  check?: boolean;
}

const FILE = join(import.meta.dirname, '../../docs/openapi.json');

export function register(program: Command): void {
  program
    .command('openapi')
    .description('Print the OpenAPI 3.1 description of the API; needs no database')
    .option('--write', 'write it to docs/openapi.json of this installation')
    .option('--check', 'fail when docs/openapi.json is another one')
    .addHelpText(
      'after',
      `
Examples:
  pustaka openapi > openapi.json
  pustaka openapi --check

Exit codes: 0 done, 1 docs/openapi.json is out of step, 2 wrong usage`,
    )
    .action(openapi);
}

async function openapi({ write, check }: Options): Promise<void> {
  const text = `${JSON.stringify(await describeApi(), null, 1)}\n`;
  if (check) return requireSame(text);
  if (!write) return print(text.trimEnd());
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, text);
  tell('cli.written', { file: FILE });
}

function requireSame(text: string): void {
  let there = '';
  try {
    there = readFileSync(FILE, 'utf8');
  } catch {
    // no file is another file
  }
  if (there !== text) throw new Problem('cli.openapi_differs', { file: FILE });
  tell('cli.same', { file: FILE });
}

/** The routes describe themselves; nothing is connected to, and nobody's environment counts. */
export async function describeApi(): Promise<object> {
  const nowhere: Connection = { host: '127.0.0.1', port: 1, user: 'nobody', password: '', database: 'none' };
  const postgres = { kind: 'external', owner: nowhere, app: nowhere, majorVersion: 0, stop: async () => {} } as const;
  const dataRoot = mkdtempSync(join(tmpdir(), 'pustaka-openapi-'));
  const app = makeApp({ postgres, env: {}, dataRoot, log: makeLogger('silent', process.stderr) });
  try {
    const web = await makeWeb(app);
    await web.ready();
    const document = web.swagger();
    await web.close();
    return document;
  } finally {
    await app.pool.end();
    rmSync(dataRoot, { recursive: true, force: true });
  }
}
