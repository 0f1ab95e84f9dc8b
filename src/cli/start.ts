import type { Command } from 'commander';
import { startLibrary } from '../lifecycle.ts';

export function register(program: Command): void {
  program.command('start').description('Start the library: database, web and worker in one process').action(start);
}

async function start(): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const library = await startLibrary(process.env, say);
  say(`Pustaka is running at http://127.0.0.1:${library.port}/docs`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await library.stop();
}
