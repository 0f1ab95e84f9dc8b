import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, Library } from '../support/program.ts';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };

/** Two servers of their own, as on two machines: what one transaction was called there means nothing here. */
describe('leaving by the command line', { timeout: 480_000 }, () => {
  let old: Library;
  let next: Library;
  const place = () => join(old.dataRoot, 'ekspor.zip');
  beforeAll(async () => {
    [old, next] = [await Library.create(), await Library.make()];
    const csv = 'title,author,category,stock\nLaskar Pelangi,Andrea Hirata,Fiksi,2\n';
    await old.command(['import', 'books', '-', '--branch', 'PUSAT', '--collection', 'UMUM'], ENGLISH, csv);
    await old.command(['audit', 'checkpoint', '--seal'], ENGLISH);
  }, 480_000);
  afterAll(async () => {
    await old.close();
    await next.close();
  });

  it('takes the library out while it runs, tells what is in it, and checks it', async () => {
    await old.start();
    const made = await old.command(['export', place()], ENGLISH);
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toContain('csv/books.csv\t1');
    expect(made.stderr).toContain('guard it like the library itself');
    await old.stop();
    const { code, stderr } = await next.command(['export', 'verify', place()], ENGLISH);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('Whole: ') });
    expect(existsSync(next.data)).toBe(false);
  });

  it('refuses what it may not do, and leaves nothing behind', async () => {
    expect((await old.command(['export', place()], ENGLISH)).stderr).toContain('is there already');
    expect((await old.command(['export', join(old.data, 'x')], ENGLISH)).code).toBe(2);
    expect((await old.command(['export', place(), '--only', 'secrets'], ENGLISH)).code).toBe(2);
    writeFileSync(join(old.dataRoot, 'notes.zip'), 'no zip');
    expect((await next.command(['export', 'verify', join(old.dataRoot, 'notes.zip')], ENGLISH)).code).toBe(1);
    expect(readdirSync(old.dataRoot).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect((await old.command(['import', 'library', place()], ENGLISH)).stderr).toContain('is not empty');
  });

  it('that is killed in the middle is empty or whole, and the same command then works', async () => {
    const killed = await Library.make();
    try {
      for (const wait of [300, 1_500]) {
        const child = spawn(process.execPath, [MAIN, 'import', 'library', place()], {
          env: { ...process.env, PUSTAKA_DATA: killed.data },
          stdio: 'ignore',
        });
        const ended = once(child, 'exit');
        while (child.exitCode === null && !existsSync(join(killed.data, 'postgres/postmaster.pid')))
          await new Promise((resolve) => setTimeout(resolve, 20));
        await new Promise((resolve) => setTimeout(resolve, wait));
        child.kill('SIGKILL');
        await ended;
      }
      const last = await killed.command(['import', 'library', place()], ENGLISH);
      if (last.code !== 0) expect(last.stderr).toContain('is not empty');
      const proof = JSON.parse((await killed.command(['audit', 'verify', '--json'], ENGLISH)).stdout);
      expect(proof).toMatchObject({ ok: true, problems: [] });
      expect(proof.sealed).toBeGreaterThan(0);
    } finally {
      await killed.close();
    }
  });

  it('makes the same library of a folder that was never one, and it runs and can be proven', async () => {
    const brought = await next.command(['import', 'library', place(), '--json'], ENGLISH);
    expect(brought).toMatchObject({ code: 0 });
    expect(JSON.parse(brought.stdout)).toMatchObject({ library: 'Uji', files: 0 });
    await next.start();
    const login = await fetch(`${next.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
    expect(login.status).toBe(200);
    const found = await (await fetch(`${next.url}/api/v1/books?search=laskar`)).json();
    expect(found.data[0]).toMatchObject({ title: 'Laskar Pelangi', available: 2 });
    const { code, stdout } = await next.command(['audit', 'verify', '--json'], ENGLISH);
    expect({ code, problems: JSON.parse(stdout).problems }).toEqual({ code: 0, problems: [] });
    await next.command(['audit', 'checkpoint', '--seal'], ENGLISH);
    expect(JSON.parse((await next.command(['audit', 'verify', '--json'], ENGLISH)).stdout)).toMatchObject({
      ok: true,
      unsealed: 0,
    });
    await next.stop();
  });
});
