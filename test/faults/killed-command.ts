import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestLibrary } from '../support/library.ts';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** A command of the program that is killed on its way, in a process of its own on the library of a test. */
export interface Doomed {
  readonly args: readonly string[];
  /** How much of its work is in the library. */
  done(library: TestLibrary): Promise<number>;
  /** It came to its end as is meant. */
  isThrough(library: TestLibrary, code: number | null): Promise<boolean>;
}

function start(library: TestLibrary, args: readonly string[]) {
  const url = ({ host, port, user, password, database }: TestLibrary['database']['app']): string =>
    `postgres://${user}:${encodeURIComponent(String(password))}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`;
  const env = {
    ...process.env,
    DATABASE_URL: url(library.database.app),
    DATABASE_OWNER_URL: url(library.database.owner),
    PUSTAKA_DATA: library.app.dataRoot,
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, said: () => said };
}

/** Runs until so much is done, then dies without a word. False: it was through before. */
async function dieAt(library: TestLibrary, doomed: Doomed, target: number): Promise<boolean> {
  const { child } = start(library, doomed.args);
  const ended = once(child, 'exit');
  while (child.exitCode === null && (await doomed.done(library)) < target)
    await new Promise((resolve) => setTimeout(resolve, 2));
  const died = child.kill('SIGKILL');
  await ended;
  return died;
}

export async function finish(library: TestLibrary, doomed: Doomed): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { child, said } = start(library, doomed.args);
    const [code] = await once(child, 'close');
    if (await doomed.isThrough(library, code)) return;
    // The server may still be clearing up after the last death.
    if (attempt === 5) throw new Error(`${doomed.args.join(' ')} ended with ${code}: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Dies once at each of these, in their order, and is then left to its end. */
export async function finishAfterDeaths(
  library: TestLibrary,
  doomed: Doomed,
  targets: readonly number[],
): Promise<void> {
  let deaths = 0;
  for (const target of [...targets].sort((a, b) => a - b)) if (await dieAt(library, doomed, target)) deaths++;
  expect(deaths).toBe(targets.length);
  await finish(library, doomed);
}
