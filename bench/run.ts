import { type Report, show } from './lib/report.ts';

interface Bench {
  about: string;
  bench(): Promise<Report>;
}

/** One file each, in the order they are run. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  'cached-book': () => import('./cached-book.ts'),
  'indexed-read': () => import('./indexed-read.ts'),
  search: () => import('./search.ts'),
  lending: () => import('./lending.ts'),
  statistics: () => import('./statistics.ts'),
  sse: () => import('./sse.ts'),
  pages: () => import('./pages.ts'),
  browser: () => import('./browser.ts'),
  start: () => import('./start.ts'),
  marc: () => import('./marc.ts'),
  import: () => import('./import.ts'),
  'import-desk': () => import('./import-desk.ts'),
  'attach-slims': () => import('./attach-slims.ts'),
  'move-from-slims': () => import('./move-from-slims.ts'),
};

const HELP = `npm run bench                  all of them
npm run bench -- NAME ...      these
npm run bench -- --list        what there is

BENCH_DATA=folder   the generated library (default: pustaka-scale in the system's temporary folder; made when missing)
BENCH_BOOKS=n       how large to make it (1000000)
BENCH_SLIMS=folder  the generated SLiMS (default: pustaka-slims-scale in the temporary folder; made when missing)
BENCH_IMPORT_RECORDS=n   how many MARC records come in (50000)
BENCH_SECONDS=n     shorter lending runs, for trying out
BENCH_PROFILE=1     a CPU profile of the server in bench/results/profiles
`;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !name.startsWith('-') && !BENCHES[name]);
if (unknown.length > 0 || asked.some((name) => name.startsWith('-'))) {
  for (const [name, load] of Object.entries(BENCHES))
    process.stdout.write(`${name.padEnd(14)} ${(await load()).about}\n`);
  process.stdout.write(`\n${HELP}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const { about, bench } = (await BENCHES[name]?.()) ?? { about: '', bench: undefined };
  process.stdout.write(`\n== ${name}: ${about}\n`);
  if (bench) show(name, await bench());
}
process.exit();
