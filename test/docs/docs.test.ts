import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANYONE } from '../../src/kernel/access.ts';
import { allMessages } from '../../src/kernel/i18n.ts';
import { modules } from '../../src/modules.ts';

const root = join(import.meta.dirname, '../..');

describe('documents', () => {
  it('that are generated are what the code says today', () => {
    const script = join(root, 'scripts/docs.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', script, '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  }, 120_000);

  it('describe every route, with an operation id of its own', () => {
    const { paths } = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));
    const routes = modules.flatMap((module) => module.routes ?? []);
    const missing = routes.filter(({ method, path }) => {
      const address = `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`;
      return !paths[address]?.[method.toLowerCase()];
    });
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path as Record<string, { operationId: string }>).map((o) => o.operationId),
    );
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('speak both languages wherever the program speaks', () => {
    const silent = [...allMessages()].filter(([, text]) => !text.id.trim() || !text.en.trim()).map(([code]) => code);
    expect(silent).toEqual([]);
    const holes = [...allMessages()]
      .filter(([, { id, en }]) => params(id).join() !== params(en).join())
      .map(([code]) => code);
    expect(holes).toEqual([]);
  });

  it('leave few doors open to anybody', () => {
    const open = modules
      .flatMap((module) => module.routes ?? [])
      .filter((route) => route.operation.permission === ANYONE);
    expect(open.map(({ path }) => path).filter((path) => !path.startsWith('/auth/'))).toEqual(['/search/suggest']);
  });
});

const params = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
