import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { VERSION } from '../lib/version.ts';
import { useOldNames } from '../old-names.ts';
import { EXIT } from '../problem.ts';
import { explain } from './exit.ts';

/** One file a command, in the order of --help. */
const COMMANDS = [
  'start',
  'setup',
  'doctor',
  'migrate',
  'seed',
  'user',
  'import',
  'export',
  'backup',
  'restore',
  'audit',
  'openapi',
  'config',
];

type Register = (program: Command) => void;

/** Only the file of the command that was typed is loaded; all of them for --help. */
async function registerCommands(program: Command, typed: string | undefined): Promise<void> {
  const there = COMMANDS.filter((name) => existsSync(fileOf(name)));
  for (const name of typed && there.includes(typed) ? [typed] : there) {
    const command: { register: Register } = await import(fileOf(name).href);
    command.register(program);
  }
}

const fileOf = (name: string): URL => new URL(`./${name}.${import.meta.filename.split('.').at(-1)}`, import.meta.url);

/** Runs what was typed and gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command('pustaka')
    .description('One platform that runs a whole library.')
    .version(VERSION)
    .showHelpAfterError('Type the command with --help to see what it takes.')
    .exitOverride();
  try {
    useOldNames(process.env);
    await registerCommands(program, args[0]);
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return explain(error);
  }
}
