import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepared } from '../../../kernel/prepared.ts';
import type { AuditLog } from '../checkpoints.ts';
import type { LeafFact } from '../leaf.ts';
import { KEPT_MONTHS, monthsBack } from './archive-months.ts';
import { monthFile, monthFolder, readLines, writeLines } from './files.ts';

interface Erasure {
  number: number;
  types: string[];
  ids: string[];
  persons: string[];
}
type Line = LeafFact & { position: number };

const pending = prepared<Erasure>(
  'audit.archive.erasures',
  'select number, types, ids, persons from fact_erasures order by number',
);
const finished = prepared('audit.archive.erased', 'delete from fact_erasures where number = any ($1::bigint[])');

/** What was erased from the database since the last time is erased from the archived months too. */
export async function eraseArchived(log: AuditLog): Promise<void> {
  const erasures = await pending.all(log.pool, []);
  if (erasures.length === 0) return;
  const types = erasures.flatMap((e) => e.types.flatMap((type) => e.ids.map((id) => `${type} ${id}`)));
  const subjects = new Set(types);
  const persons = new Set(erasures.flatMap((e) => e.persons));
  const concerns = (fact: Line): boolean =>
    subjects.has(`${fact.entity_type} ${fact.entity_id}`) ||
    (fact.actor_kind === 'member' && fact.actor_id !== null && persons.has(fact.actor_id));
  for (const month of await archivedMonths(log.dataRoot)) await eraseMonth(monthFolder(log.dataRoot, month), concerns);
  await finished.all(log.pool, [erasures.map(({ number }) => number)]);
}

async function eraseMonth(folder: string, concerns: (fact: Line) => boolean): Promise<void> {
  const gone = new Set<number>();
  for await (const fact of readLines<Line>(monthFile(folder, 'facts'))) if (concerns(fact)) gone.add(fact.position);
  if (gone.size === 0) return;
  const file = monthFile(folder, 'details');
  const kept = async function* () {
    for await (const line of readLines<{ position: number }>(file)) if (!gone.has(line.position)) yield line;
  };
  await writeLines(`${file}.part`, kept());
  await rename(`${file}.part`, file);
}

/** After five years nothing of a month is kept but its leaves. */
export async function expireArchives(log: AuditLog): Promise<void> {
  const oldest = monthsBack(log.clock.now(), KEPT_MONTHS);
  for (const month of await archivedMonths(log.dataRoot))
    if (month < oldest) await rm(monthFolder(log.dataRoot, month), { recursive: true });
}

async function archivedMonths(dataRoot: string): Promise<string[]> {
  const folder = join(dataRoot, 'archive');
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => /^\d{4}-\d{2}$/.test(name)).map((name) => `${name}-01`);
}
