import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dist.ts';

const folder = process.env.BENCH_DATA ?? join(tmpdir(), 'pustaka-scale');
const books = process.env.BENCH_BOOKS ?? '1000000';

/** The generated library to measure on; made once, which takes minutes, and kept in BENCH_DATA. */
export function scaleData(): string {
  if (existsSync(join(folder, 'postgres', 'PG_VERSION'))) return folder;
  process.stdout.write(`  ${folder} is not there: generating ${books} books first\n`);
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'seed', '--scale', books], {
    env: { ...process.env, PUSTAKA_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}
