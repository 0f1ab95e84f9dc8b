import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../src/drivers/postgres/pool.ts';
import { systemActor } from '../../src/kernel/context.ts';
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

/** Seals all of so many facts at once: it waits for the transactions, of any database of the server, that hold them back. */
export async function sealUntil(library: TestLibrary, count: number): Promise<number> {
  const held = 'select 1 from facts where tx >= pg_snapshot_xmin(pg_current_snapshot()) limit 1';
  for (let round = 0; round < 400 && (await library.app.pool.query(held)).rowCount; round++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  const sealed = await sealFacts(library.app);
  if (sealed < count) throw new Error(`only ${sealed} of ${count} facts were sealed`);
  return sealed;
}
