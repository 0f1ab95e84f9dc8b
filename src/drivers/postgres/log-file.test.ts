import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { boundLog } from './log-file.ts';
import { openPlace } from './place.ts';
import { Bench, sql } from './testing.ts';

const bench = new Bench();
afterEach(() => bench.clean());
afterAll(() => bench.end());

it('the log is kept small while PostgreSQL writes on', async () => {
  const root = await bench.used();
  const server = await bench.start(root);
  const file = path.join(root, 'logs', 'postgres.log');
  const before = readFileSync(file, 'utf8');
  boundLog(openPlace(root), 100);
  expect(statSync(file).size).toBe(0);
  expect(readFileSync(`${file}.1`, 'utf8')).toBe(before);
  await expect(sql(server.app, 'select nonsense')).rejects.toThrow('nonsense');
  expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-.* ERROR: .*nonsense/);
});
