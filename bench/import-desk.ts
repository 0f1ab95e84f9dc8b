import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/dist.ts';
import { pause, percentile } from './lib/figures.ts';
import { Browser } from './lib/http.ts';
import { type Inside, openInside } from './lib/inside.ts';
import { openLoop, type Run } from './lib/load.ts';
import { startPustaka } from './lib/processes.ts';
import { atMost, type Line, type Report } from './lib/report.ts';

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 100_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const PER_SECOND = 20;
/** A copy comes back a second after it went. */
const BACK_AFTER = PER_SECOND;

export const about =
  'loans at the desk while a file is imported by the same process, with and without the desk coming first';

export async function bench(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-import-desk-'));
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'seed', '--demo'], {
    env: { ...process.env, PUSTAKA_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await startPustaka(folder);
  const inside = await openInside(folder, 4);
  const browser = new Browser(server.url, inside.tokens.staff, 16);
  try {
    await desk(inside, browser, 3);
    const idle = await desk(inside, browser, SECONDS);
    const gentle = await beside(inside, browser, server.url, true);
    const fast = await beside(inside, browser, server.url, false);
    return {
      notes: [
        `a demo library; ${PER_SECOND} acts a second at the desk (a loan, and its return a second later), open loop for ${SECONDS} s, waiting included`,
        `a CSV file of ${ROWS} books is imported meanwhile by the server's own worker; errors ${[idle, gentle.run, fast.run].map((run) => run.errors.length).join(', ')}`,
      ],
      lines: linesOf(idle, gentle, fast),
      details: { errors: [...idle.errors, ...gentle.run.errors, ...fast.run.errors].slice(0, 10) },
    };
  } finally {
    browser.close();
    await inside.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Beside {
  run: Run;
  rowsPerSecond: number;
}

function linesOf(idle: Run, gentle: Beside, fast: Beside): Line[] {
  const at = (run: Run, p: number): number => percentile(run.ms, p);
  const idleP95 = { baseline: at(idle, 95), baselineIs: 'idle' };
  return [
    { what: 'desk p95, nothing else', figure: at(idle, 95), unit: 'ms' },
    { what: 'desk p95 beside an import', figure: at(gentle.run, 95), unit: 'ms', ...idleP95, bar: atMost(2, 'ratio') },
    { what: 'desk p95, import told to be fast', figure: at(fast.run, 95), unit: 'ms', ...idleP95 },
    { what: 'rows in meanwhile', figure: gentle.rowsPerSecond, unit: 'rows/s' },
    { what: 'rows in, told to be fast', figure: fast.rowsPerSecond, unit: 'rows/s' },
  ];
}

async function beside(inside: Inside, browser: Browser, url: string, gentle: boolean): Promise<Beside> {
  const id = await begin(inside, browser, url, gentle);
  const before = await rowsOf(browser, id);
  const run = await desk(inside, browser, SECONDS);
  const after = await rowsOf(browser, id);
  await browser.ask('POST', `/api/v1/imports/${id}/cancel`, {});
  await pause(2_000);
  return { run, rowsPerSecond: (after - before) / run.seconds };
}

async function begin(inside: Inside, browser: Browser, url: string, gentle: boolean): Promise<string> {
  const word = gentle ? 'Santun' : 'Cepat';
  const rows = Array.from(
    { length: ROWS },
    (_, n) => `${word} ${n};Penulis ${n % 5_000};20${10 + (n % 16)};Topik ${n % 300};${word[0]}-${n}`,
  );
  const sent = await fetch(`${url}/api/v1/imports?name=bench.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${inside.tokens.staff}`, 'content-type': 'application/octet-stream' },
    body: `judul;penulis;tahun;subjek;barcode\n${rows.join('\n')}\n`,
  });
  const { data } = (await sent.json()) as { data: { id: string } };
  const branch = (
    await inside.app.pool.query<{ id: string }>("select id from branches where status = 'ACTIVE' limit 1")
  ).rows[0]?.id;
  const change = await fetch(`${url}/api/v1/imports/${data.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${inside.tokens.staff}`, 'content-type': 'application/json' },
    body: JSON.stringify({ options: { gentle, branchId: branch } }),
  });
  if (!change.ok) throw new Error(await change.text());
  for (const act of ['preview', 'run']) {
    const { status, text } = await browser.ask('POST', `/api/v1/imports/${data.id}/${act}`, {});
    if (status >= 300) throw new Error(text.slice(0, 300));
  }
  while ((await rowsOf(browser, data.id)) === 0) await pause(100);
  return data.id;
}

async function rowsOf(browser: Browser, id: string): Promise<number> {
  const { text } = await browser.ask('GET', `/api/v1/imports/${id}`);
  return (JSON.parse(text) as { data: { counts: { rows: number } } }).data.counts.rows;
}

/** Members with nothing out lend copies from the shelf and bring them back. */
async function desk(inside: Inside, browser: Browser, seconds: number): Promise<Run> {
  const { rows: copies } = await inside.bare.query<{ barcode: string }>(
    `select c.barcode from copies c join collection_types t on t.id = c.collection_type_id
     where c.status = 'AVAILABLE' and t.loanable and c.batch_id is null order by random() limit 150`,
  );
  const { rows: members } = await inside.bare.query<{ id: string }>(
    `select m.id from members m where m.status = 'ACTIVE' and m.account_id is null and m.expiry_date > $1
       and not exists (select 1 from borrowings x where x.member_id = m.id and x.return_date is null)
       and not exists (select 1 from fines f where f.member_id = m.id and f.paid + f.waived < f.amount) order by random() limit 150`,
    [inside.app.clock.now()],
  );
  const pairs = copies.slice(0, members.length);
  const act = async (path: string, body: object, wanted: number): Promise<void> => {
    const { status, text } = await browser.ask('POST', `/api/v1${path}`, body);
    if (status !== wanted) throw new Error(`${status} ${text.slice(0, 300)}`);
  };
  const works = Array.from({ length: seconds * PER_SECOND }, (_, n) => async (): Promise<void> => {
    const k = Math.floor(n / (2 * BACK_AFTER)) * BACK_AFTER + (n % BACK_AFTER);
    const at = k % pairs.length;
    const barcode = pairs[at]?.barcode ?? '';
    const isReturn = Math.floor(n / BACK_AFTER) % 2 === 1;
    if (isReturn) await act(`/copies/${barcode}/return`, {}, 200);
    else await act('/borrowings', { barcode, memberId: members[at]?.id }, 201);
  });
  return openLoop(works, PER_SECOND);
}
