import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import { type App, systemActor } from '../../src/kernel/context.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { sealFacts } from '../../src/modules/audit/index.ts';
import type { TestLibrary } from './library.ts';

/** Records facts about books, one transaction each unless they are given together. */
export async function recordFacts(library: TestLibrary, ...ids: (string | string[])[]): Promise<void> {
  const ctx = library.as(systemActor('test'));
  for (const together of ids.map((id) => [id].flat())) {
    await asSystem({ ...ctx, now: library.clock.now() }, async (inside) => {
      for (const id of together) {
        const fact = { type: 'CREATE', id, name: `Buku ${id}`, new: { title: `Buku ${id}` } } as const;
        inside.record('book.created', fact);
      }
    });
  }
}

/** Whoever owns the tables, for whom no grant stands in the way. */
export async function tamper(library: TestLibrary, sql: string, params: unknown[] = []): Promise<number> {
  const owner = createClient(library.database.owner);
  await owner.connect();
  const done = await owner.query(sql, params.length > 0 ? params : undefined).finally(() => owner.end());
  return done.rowCount ?? 0;
}

/** As if nothing had ever happened in this library. */
export async function forgetLog(library: TestLibrary): Promise<void> {
  const tables = [
    'facts',
    'fact_details',
    'fact_seals',
    'audit_checkpoints',
    'audit_tree',
    'fact_archives',
    'fact_erasures',
  ];
  await tamper(library, tables.map((table) => `delete from ${table}`).join('; '));
  for (const folder of ['audit', 'archive', 'secrets'])
    await rm(join(library.app.dataRoot, folder), { recursive: true, force: true });
}

/** Seals all facts there are, after waiting for the transactions, of any database of the server, that hold some back. */
export async function sealAll(app: App): Promise<number> {
  const held = 'select 1 from facts where tx >= pg_snapshot_xmin(pg_current_snapshot()) limit 1';
  for (let round = 0; round < 400 && (await app.pool.query(held)).rowCount; round++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return sealFacts(app);
}

/** The same where so many are known to be waiting. */
export async function sealUntil(library: TestLibrary, count: number): Promise<number> {
  const sealed = await sealAll(library.app);
  if (sealed < count) throw new Error(`only ${sealed} of ${count} facts were sealed`);
  return sealed;
}
