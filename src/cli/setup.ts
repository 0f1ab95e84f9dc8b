import { type Command, Option } from 'commander';
import { offerDemo } from '../demo.ts';
import { httpConfig } from '../kernel/http/config.ts';
import { completeSetup, isSetUp, issueSetupToken, PRESETS, requireDemo } from '../modules/setup/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { addressesOf } from './addresses.ts';
import { withApp } from './context.ts';
import { print, printJson, say, tell, terminalLocale, text } from './output.ts';
import { passwordFromStdin } from './read-stdin.ts';

interface Options {
  yes?: boolean;
  link?: boolean;
  email?: string;
  passwordStdin?: boolean;
  adminName: string;
  name: string;
  branch: string;
  timeZone: string;
  preset: (typeof PRESETS)[number];
  demo?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('setup')
    .description('Set up a new library without a browser, or print a new set-up link')
    .option('--yes', 'do it without asking (required)')
    .option('--email <address>', 'e-mail address of the administrator')
    .option('--password-stdin', 'read the administrator’s password from stdin')
    .option('--admin-name <name>', 'name of the administrator', 'Administrator')
    .option('--name <name>', 'name of the library', 'Perpustakaan')
    .option('--branch <name>', 'name of the first branch', 'Perpustakaan pusat')
    .option('--time-zone <zone>', 'IANA name of the library’s time zone', 'Asia/Jakarta')
    .addOption(new Option('--preset <kind>', 'rules to begin with').choices(PRESETS).default('school'))
    .option('--demo', 'fill it with the demo library')
    .option('--link', 'only print a new one-time link for the set-up page')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Examples:
  pustaka setup --yes --email kepala@sekolah.sch.id --password-stdin --preset school < password.txt
  pustaka setup --yes --email a@b.id --password-stdin --name "Perpustakaan Desa" --preset public --demo < password.txt
  pustaka setup --link

Exit codes: 0 done, 1 failed (also: set up already), 2 wrong usage`,
    )
    .action((options: Options) => (options.link ? printLink(options) : setUp(options)));
}

async function setUp(o: Options): Promise<void> {
  const { email } = required(o);
  offerDemo();
  if (o.demo) requireDemo();
  const password = await passwordFromStdin();
  await withApp({ create: true, jobs: true }, async (app, ctx) => {
    if (await isSetUp(app.pool)) throw new Problem('cli.setup_already');
    const done = await completeSetup(ctx, {
      email,
      password,
      name: o.adminName,
      libraryName: o.name,
      branchName: o.branch,
      timeZone: o.timeZone,
      preset: o.preset,
      locale: terminalLocale(),
    });
    tell('cli.setup_done', { email: done.email });
    if (o.demo) {
      tell('cli.demo_filling');
      await requireDemo()(app, say);
    }
    if (o.json) printJson(done);
  });
}

function required({ yes, email, passwordStdin }: Options): { email: string } {
  if (!yes) throw new Problem('cli.setup_yes', {}, EXIT.usage);
  if (!email) throw new Problem('cli.setup_option', { option: '--email' }, EXIT.usage);
  if (!passwordStdin) throw new Problem('cli.password_stdin', {}, EXIT.usage);
  return { email };
}

async function printLink({ json }: Options): Promise<void> {
  await withApp({}, async (app) => {
    const token = await issueSetupToken(app);
    if (!token) throw new Problem('cli.setup_already');
    const links = addressesOf(app.env, httpConfig(app.env).PORT).map(({ url }) => `${url}/setup?token=${token}`);
    if (json) return printJson({ links });
    say(text('cli.setup_link'));
    for (const link of links) print(link);
  });
}
