import type { Sql } from '../../../kernel/context.ts';
import type { Group } from '../import/plan.ts';
import { controlKey, controlsOf, findMarc, type MarcKept } from './kept.ts';

const marcOf = ({ lines }: Group): MarcKept | undefined => lines[0]?.marc;

/** Books that have the very same record, or one of the same number; gives back the groups that are still open. */
export async function matchRecords(sql: Sql, groups: readonly Group[]): Promise<Group[]> {
  const records = groups.flatMap((group) => marcOf(group) ?? []);
  if (records.length === 0) return [...groups];
  const { byDigest, byControl } = await findMarc(sql, records);
  return groups.filter((group) => {
    const marc = marcOf(group);
    if (!marc) return true;
    const same = byDigest.get(marc.digest.toString('hex'));
    group.isKept = same !== undefined;
    group.bookId = same ?? byControl.get(controlKey(marc) ?? '') ?? null;
    group.rule = 'control';
    return group.bookId === null;
  });
}

/** Two numbers of one source are two records, however alike: volumes share an ISBN, years of a report their title. */
export async function withoutOthers(sql: Sql, groups: readonly Group[]): Promise<void> {
  const numbered = groups.filter((group) => group.bookId !== null && marcOf(group)?.control);
  const controls = await controlsOf(
    sql,
    numbered.flatMap(({ bookId }) => bookId ?? []),
  );
  for (const group of numbered) {
    const [other, own] = [controls.get(group.bookId ?? ''), marcOf(group)];
    if (other?.control && other.source === own?.source) group.bookId = null;
  }
}
