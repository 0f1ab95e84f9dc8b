import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../support/library.ts';
import { PROMTOOL, services } from '../support/services.ts';

services(PROMTOOL);

const ALERTS = join(import.meta.dirname, '../../deploy/alerts');
const files = readdirSync(ALERTS).filter((name) => name.endsWith('.yml'));
const promtool = (...args: string[]) =>
  spawnSync(PROMTOOL.url ?? '', args, { encoding: 'utf8', cwd: import.meta.dirname });

describe('the alert rules', () => {
  it('speak of metrics that there are', async () => {
    const library = await openLibrary();
    const text = await library.app.telemetry.registry.metrics();
    await library.close();
    const there = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name));
    for (const file of files) {
      const rules = readFileSync(join(ALERTS, file), 'utf8');
      const named = [...rules.matchAll(/\bpustaka_\w+/g)].map(([name]) => name.replace(/_(?:bucket|sum|count)$/, ''));
      expect(named.length, file).toBeGreaterThan(0);
      expect(named.filter((name) => !there.has(name))).toEqual([]);
    }
  });

  it.skipIf(!PROMTOOL.url)('are what Prometheus takes', () => {
    for (const file of files) {
      const { status, stdout, stderr } = promtool('check', 'rules', '--lint=all', '--lint-fatal', join(ALERTS, file));
      expect([file, status, stderr]).toEqual([file, 0, '']);
      expect(stdout).toMatch(/SUCCESS: \d+ rules found/);
    }
  });

  it.skipIf(!PROMTOOL.url)('are checked: a wrong one is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pustaka-alerts-'));
    const wrong = join(folder, 'wrong.yml');
    writeFileSync(wrong, 'groups: [{ name: a, rules: [{ alert: A, expr: "sum(" }] }]');
    expect(promtool('check', 'rules', wrong).status).not.toBe(0);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!PROMTOOL.url)('go off when they should, and not before', () => {
    const said = execFileSync(PROMTOOL.url ?? '', ['test', 'rules', 'statistics.rules-test.yml'], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect(said).toContain('SUCCESS');
  });
});
