import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { run } from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pustaka-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('of an own PostgreSQL only files and keys are copied, and only when asked so', async () => {
  const data = path.join(folder, 'data');
  for (const name of ['secrets', 'files', 'logs']) {
    mkdirSync(path.join(data, name), { recursive: true });
    writeFileSync(path.join(data, name, 'one'), 'text');
  }
  vi.stubEnv('DATABASE_URL', 'postgres://app:secret@127.0.0.1:1/library');
  vi.stubEnv('PUSTAKA_DATA', data);
  vi.stubEnv('LC_ALL', 'en_GB');
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  expect(await run(['backup'])).toBe(1);
  expect(said).toMatch(/pgBackRest.*docs\/operations\/backup\.md.*--files-only/);
  const to = path.join(folder, 'copies');
  expect(await run(['backup', '--files-only', '--to', to])).toBe(0);
  const [name = ''] = readdirSync(to);
  expect(readdirSync(path.join(to, name)).sort()).toEqual(['files', 'manifest.json', 'secrets']);
  expect(await run(['restore', to, '--into', path.join(folder, 'into'), '--yes'])).toBe(3);
  vi.restoreAllMocks();
});
