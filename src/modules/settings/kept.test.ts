import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor } from '../../kernel/context.ts';
import { asSystem } from '../../kernel/verb.ts';
import { kept } from './queries.ts';

describe('what is kept of settings', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('never lets a transaction wait for the load of somebody without a connection', async () => {
    const ctx = library.as(systemActor('test'));
    let connected: (value: string) => void = () => {};
    const waiting = kept(ctx, 'probe', ['probe'], () => new Promise<string>((resolve) => (connected = resolve)));
    const inside = asSystem(ctx, async (tx) => {
      tx.unchanged(null);
      return kept(tx, 'probe', ['probe'], async (sql) => (sql === tx.sql ? 'own connection' : 'another'));
    });
    const late = new Promise((resolve) => setTimeout(() => resolve('waits'), 2_000));
    expect(await Promise.race([inside, late])).toBe('own connection');
    connected('pool');
    await waiting;
  });

  it('keeps what a transaction read, unless its tag fell meanwhile', async () => {
    const ctx = library.as(systemActor('test'));
    const read = (key: string, drop: boolean) =>
      asSystem(ctx, (tx) => {
        tx.unchanged(null);
        return kept(tx, key, ['probe'], async () => {
          if (drop) ctx.drivers.cache.drop(['probe']);
          return key;
        });
      });
    await read('stays', false);
    expect(ctx.drivers.cache.get('stays')).toBe('stays');
    await read('falls', true);
    expect(ctx.drivers.cache.get('falls')).toBeUndefined();
  });
});
