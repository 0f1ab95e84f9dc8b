import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from './lib/figures.ts';
import { Browser } from './lib/http.ts';
import { openInside } from './lib/inside.ts';
import { closedLoop, type Run } from './lib/load.ts';
import { LIMITS_OFF, startPustaka } from './lib/processes.ts';
import { atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

export const about =
  'finding, facets and suggestions over bench/queries.txt, signed in as a member, so that nothing is cached';

/** Worth a look. */
const SLOW_MS = 15;
const FACETED = 3_000;
const SUGGESTED = 5_000;
const FACETS = 'category,language,materialType,decade,branch';

interface Slow {
  ms: number;
  asked: string;
}

export async function bench(): Promise<Report> {
  const queries = readFileSync(join(import.meta.dirname, 'queries.txt'), 'utf8')
    .trim()
    .split('\n');
  const dataRoot = scaleData();
  const pustaka = await startPustaka(dataRoot);
  const inside = await openInside(dataRoot, 2);
  const browser = new Browser(pustaka.url, inside.tokens.member, 8);
  const slowest: Record<string, Slow[]> = {};
  const ask = asker(browser, slowest);
  try {
    const find = queries.map((query) => `/api/v1/books?search=${encodeURIComponent(query)}`);
    await ask('warming up', find.slice(0, 300));
    const one = await ask('find', find);
    const four = await ask('find, four at once', find, 4);
    const facets = await ask(
      'facets',
      find.slice(0, FACETED).map((path) => `${path}&limit=1&facets=${FACETS}`),
    );
    const suggest = await ask('suggest', queries.slice(0, SUGGESTED).map(begun));
    const runs = { find: one, 'find, four at once': four, 'find with facets': facets, suggest };
    const errors = Object.values(runs).flatMap((run) => run.errors);
    const rate = `${Math.round(one.ms.length / one.seconds)} queries/s one after the other, ${Math.round(four.ms.length / four.seconds)} four at a time`;
    return {
      notes: [
        LIMITS_OFF,
        `${queries.length} queries, of which 5 % are single commonest words; ${errors.length} errors; ${rate}`,
      ],
      lines: [
        line('find', one, 50, 8),
        line('find', one, 95, 40),
        line('find', one, 99),
        line('find, four at once', four, 50),
        line('find, four at once', four, 95),
        line('find with five facets', facets, 50),
        line('find with five facets', facets, 95, 80),
        line('suggest', suggest, 50),
        line('suggest', suggest, 95, 15),
      ],
      details: { errors: errors.slice(0, 20), slowest },
    };
  } finally {
    browser.close();
    await inside.close();
    await pustaka.stop();
  }
}

/** Asks one path after the other and keeps the slowest under the name of the run. */
function asker(browser: Browser, slowest: Record<string, Slow[]>) {
  return async (what: string, paths: readonly string[], hands = 1): Promise<Run> => {
    const slow: Slow[] = [];
    let n = 0;
    const next = () => {
      const path = paths[n++];
      if (path === undefined) return undefined;
      return async (): Promise<void> => {
        const { status, ms } = await browser.ask('GET', path);
        if (ms > SLOW_MS) slow.push({ ms: Math.round(ms), asked: decodeURIComponent(path) });
        if (status !== 200) throw new Error(`${status} ${path}`);
      };
    };
    const run = await closedLoop(next, { hands });
    slowest[what] = slow.sort((a, b) => b.ms - a.ms).slice(0, 40);
    return run;
  };
}

function line(what: string, run: Run, percent: number, most?: number): Line {
  const figure = percentile(run.ms, percent);
  return { what: `${what} p${percent}`, figure, unit: 'ms', ...(most ? { bar: atMost(most) } : {}) };
}

/** What has been typed so far: from the second letter of a word to all of it. */
function begun(query: string, n: number): string {
  const words = query.replaceAll('"', '').split(' ');
  const last = words.at(-1) ?? '';
  const typed = [...words.slice(0, -1), last.slice(0, 2 + (n % Math.max(1, last.length - 1)))].join(' ');
  return `/api/v1/search/suggest?q=${encodeURIComponent(typed)}`;
}
