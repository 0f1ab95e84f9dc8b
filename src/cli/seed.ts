import { type Command, InvalidArgumentError } from 'commander';
import { EXIT, Problem } from '../problem.ts';
import { seedDemo } from '../seed/demo.ts';
import { seedScale } from '../seed/scale.ts';
import { withApp } from './context.ts';
import { print, printJson, say } from './output.ts';

interface Options {
  demo?: boolean;
  scale?: number;
  json?: boolean;
}

const MOST = 5_000_000;

function bookCount(text: string): number {
  const n = Number(text.replaceAll('_', ''));
  if (Number.isInteger(n) && n >= 10 && n <= MOST) return n;
  throw new InvalidArgumentError(`Expected a whole number of books from 10 to ${MOST}.`);
}

export function register(program: Command): void {
  program
    .command('seed')
    .description('Fill an empty library with made-up data')
    .option('--demo', 'a believable library: 2,000 books, 300 members, a year of lending')
    .option('--scale <books>', 'as many generated books, for measuring; twice as many copies', bookCount)
    .option('--json', 'print what was made as JSON')
    .addHelpText(
      'after',
      `
The same data on every machine on the same day. A library that holds books or members is refused.
--scale writes all or nothing; other programs had better be stopped while it does.

Examples:
  pustaka seed --demo
  PUSTAKA_DATA=/srv/measuring pustaka seed --scale 1000000

Exit codes: 0 done, 1 failed (also: the library is not empty), 2 wrong usage`,
    )
    .action(seed);
}

async function seed({ demo, scale, json }: Options): Promise<void> {
  if ((demo === true) === (scale !== undefined)) throw new Problem('seed.which', {}, EXIT.usage);
  const counts = await withApp({ create: true }, async (app, _ctx, postgres): Promise<Record<string, unknown>> => {
    if (scale === undefined) return { ...(await seedDemo(app, say)) };
    return { ...(await seedScale(app, postgres, scale, say)) };
  });
  if (json) return printJson(counts);
  for (const [what, count] of Object.entries(counts)) if (typeof count === 'number') print(`${what} ${count}`);
}
