import { type Command, InvalidArgumentError } from 'commander';
import { allMigrations, asOwner, prepareDatabase } from '../database.ts';
import { migrateDown, pendingMigrations } from '../drivers/postgres/migrate.ts';
import { EXIT, Problem } from '../problem.ts';
import { withDatabase } from './context.ts';
import { print, printJson, tell } from './output.ts';

interface Options {
  json?: boolean;
  yes?: boolean;
}

function count(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

export function register(program: Command): void {
  const migrate = program
    .command('migrate')
    .description('Bring the database schema forward or back, or show where it stands')
    .addHelpText(
      'after',
      `
Starting the library brings the schema forward by itself. Stop it before going back.

Examples:
  pustaka migrate status
  pustaka migrate up
  pustaka migrate down 1 --yes

Exit codes: 0 done, 1 failed (status: something is pending), 2 wrong usage, 3 no library here`,
    );
  migrate
    .command('up', { isDefault: true })
    .description('Run what is missing')
    .option('--json', 'print the names as JSON')
    .action(up);
  migrate
    .command('down')
    .description('Take back the newest migrations, with the data in their tables')
    .argument('<steps>', 'how many', count)
    .option('--yes', 'do it without asking (required)')
    .option('--json', 'print the names as JSON')
    .action(down);
  migrate
    .command('status')
    .description('Show which migrations ran and which are pending')
    .option('--json', 'print them as JSON')
    .action(status);
}

const show = (names: readonly string[], { json }: Options): void => (json ? printJson(names) : names.forEach(print));

async function up(options: Options): Promise<void> {
  const applied = await withDatabase({ create: true }, (postgres) => prepareDatabase(postgres, new Date()));
  if (applied.length === 0) tell('cli.migrate_nothing');
  show(applied, options);
}

async function down(steps: number, options: Options): Promise<void> {
  if (!options.yes) throw new Problem('cli.migrate_yes', { steps }, EXIT.usage);
  const back = await withDatabase({}, (postgres) =>
    asOwner(postgres, async (owner) => migrateDown(owner, await allMigrations(), steps)),
  );
  show(back, options);
}

async function status(options: Options): Promise<void> {
  const all = (await allMigrations()).map(({ name }) => name);
  const pending = await withDatabase({}, (postgres) =>
    asOwner(postgres, async (owner) => pendingMigrations(owner, await allMigrations())),
  );
  const states = all.map((name) => ({ name, applied: !pending.includes(name) }));
  if (options.json) printJson(states);
  else for (const { name, applied } of states) print(`${applied ? 'applied' : 'pending'}  ${name}`);
  if (pending.length > 0) throw new Problem('cli.schema_old', { names: pending.join(', ') });
}
