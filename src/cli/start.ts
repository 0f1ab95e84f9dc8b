import type { Command } from 'commander';
import { offerDemo } from '../demo.ts';
import { type Library, refuseBadConfig, startLibrary } from '../lifecycle.ts';
import { slimsPlace } from '../modules/slims/index.ts';
import { startConfig } from '../start-config.ts';
import { addressesOf } from './addresses.ts';
import { say, strong, tell, text } from './output.ts';
import { exitOnCrash, stopAsked } from './signals.ts';

// What a person types, wherever the program was installed.
const SETUP = 'pustaka setup --yes --email E --password-stdin --preset school';
const DATABASE_PATIENCE_MS = 60_000;

export function register(program: Command): void {
  program
    .command('start')
    .description('Start the library: database, web and worker in one process, until Ctrl-C or SIGTERM')
    .option('--dashboard-only', 'only the statistics of the SLiMS that SLIMS_DATABASE_URL names')
    .addHelpText(
      'after',
      `
Log lines are JSON on stdout; what a person should read goes to stderr.

Examples:
  pustaka start
  HOST=0.0.0.0 PORT=8080 pustaka start                 for the whole network
  PUSTAKA_DATA=/srv/school PORT=3001 pustaka start     a second library beside the first
  DATABASE_URL=postgres://app:secret@db/library pustaka start
  SLIMS_DATABASE_URL=mysql://reader:secret@localhost/slims pustaka start --dashboard-only

Exit codes: 0 stopped as asked, 1 could not start or crashed, 2 wrong configuration`,
    )
    .action(start);
}

async function start({ dashboardOnly = false }: { dashboardOnly?: boolean }): Promise<void> {
  refuseBadConfig(process.env);
  if (!dashboardOnly) offerDemo();
  const asked = stopAsked();
  const library = await startLibrary(process.env, {
    say,
    patienceMs: DATABASE_PATIENCE_MS,
    signal: asked.signal,
    dashboardOnly,
  });
  exitOnCrash(library);
  announce(library);
  if (dashboardOnly) announceDashboard(library);
  announceSetup(library);
  await asked.stop;
  tell('cli.stopping');
  library.app.log.info('stopping');
  await library.stop();
  tell('cli.stopped');
}

function announce({ app, port, applied }: Library): void {
  const addresses = addressesOf(app.env, port);
  if (applied.length > 0) tell('cli.migrated', { names: applied.join(', ') });
  tell('cli.running');
  for (const { url, who } of addresses) say(`  ${strong(url)}  (${text(who)})`);
  say(`  ${addresses[0]?.url ?? ''}/docs  (${text('cli.docs')})`);
  app.log.info({ addresses: addresses.map(({ url }) => url), migrations: applied, pid: process.pid }, 'started');
  if (app.clock.offsetMs === 0) return;
  const now = app.clock.now().toISOString();
  tell('cli.clock_moved', { offset: app.env.PUSTAKA_CLOCK_OFFSET ?? '', now });
  app.log.warn({ offsetMs: startConfig(app.env).PUSTAKA_CLOCK_OFFSET, now }, 'THE CLOCK IS MOVED');
}

/** Where the numbers are, and whose: for people, for a television, for programs. */
function announceDashboard({ app, port }: Library): void {
  tell('cli.dashboard', { place: slimsPlace(app.env) });
  for (const { url } of addressesOf(app.env, port)) {
    say(`  ${strong(`${url}/statistik`)}  (${text('cli.dashboard_page')})`);
    say(`  ${url}/statistik/dinding  (${text('cli.dashboard_wall')})`);
    say(`  ${url}/api/visitors/summary  (${text('cli.dashboard_api')})`);
  }
}

/** While nobody rules the library, each start prints a new one-time link; it goes nowhere but to this screen. */
function announceSetup({ app, port, setupToken }: Library): void {
  if (!setupToken) return;
  tell('cli.setup_link');
  for (const { url } of addressesOf(app.env, port)) say(`  ${strong(`${url}/setup?token=${setupToken}`)}`);
  tell('cli.setup_or', { command: SETUP });
}
