import { z } from 'zod';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';

/** Copies of titles that are not archived and were not withdrawn by the end; a title is held while one of its copies is. */
const Holdings = z.object({
  titles: z.int(),
  copies: z.int(),
  addedTitles: z.int(),
  addedCopies: z.int(),
  withdrawnTitles: z.int(),
  withdrawnCopies: z.int(),
});
type Holdings = z.output<typeof Holdings>;
const ByMaterial = Holdings.extend({ materialType: z.string() });
const ByStatus = z.object({ status: z.string(), copies: z.int() });
const Shelf = Holdings.extend({
  /** First digit of the DDC number and two zeros; null: no DDC number. */
  class: z.string().nullable(),
  byMaterialType: z.array(ByMaterial),
  /** As they stood when the report was made. */
  byStatus: z.array(ByStatus),
});
type Shelf = z.output<typeof Shelf>;

export const CollectionFigures = Frozen.extend({
  subject: z.literal('collection'),
  totals: Holdings,
  /** Catalogued and not archived, without a copy anywhere; known for all branches together only. */
  titlesWithoutCopies: z.int().nullable(),
  classes: z.array(Shelf),
});
export type CollectionFigures = z.output<typeof CollectionFigures>;

const CLASSES = [...Array.from({ length: 10 }, (_, n) => `${n}00`), null];

// 813.54, R 297.1, 2X1.3 (the Indonesian expansion for Islam); not FIC, QA76 or 81.
const DDC = String.raw`(?i)^\s*(?:r(?:ef)?[ ./-]*)?([0-9])(?:[0-9]{2}(?![0-9])|x)`;
const CLASS = `substring(b.classification from '${DDC}') || '00'`;

/** A copy is added when it was acquired, or else recorded. $1, $2 are days, $3, $4 the same span as moments. */
const COPIES = `copy as materialized (
  select c.book_id, c.status, not was_added and not gone_before and came as held_before, came and not gone as held,
    was_added and not gone_before as added, came and gone and not gone_before as withdrawn
  from copies c join books b on b.id = c.book_id
    cross join lateral (select
      case when c.acquired_on is null then c.created_at < $4 else c.acquired_on <= $2 end as came,
      case when c.acquired_on is null then c.created_at >= $3 and c.created_at < $4
        else c.acquired_on between $1 and $2 end as was_added,
      coalesce(least(c.withdrawn_at, b.archived_at) < $3, false) as gone_before,
      coalesce(least(c.withdrawn_at, b.archived_at) < $4, false) as gone) life
  where $5::uuid is null or c.branch_id = $5)`;

const byMaterial = prepared<Holdings & { class: string | null; materialType: string | null }>(
  'reports.collection.material',
  `with ${COPIES},
   title as (select book_id, bool_or(held_before) as had, bool_or(held) as has, count(*) filter (where held) as copies,
     count(*) filter (where added) as added, count(*) filter (where withdrawn) as withdrawn from copy group by book_id)
   select ${CLASS} as class, b.material_type as "materialType", count(*) filter (where t.has)::int as titles,
     sum(t.copies)::int as copies, count(*) filter (where t.has and not t.had)::int as "addedTitles",
     sum(t.added)::int as "addedCopies", count(*) filter (where t.had and not t.has)::int as "withdrawnTitles",
     sum(t.withdrawn)::int as "withdrawnCopies"
   from title t join books b on b.id = t.book_id group by 1, 2 order by 1, 2`,
);
const byStatus = prepared<{ class: string | null; status: string; copies: number }>(
  'reports.collection.status',
  `with ${COPIES} select ${CLASS} as class, c.status, count(*)::int as copies
   from copy c join books b on b.id = c.book_id where c.held group by 1, 2 order by 1, 2`,
);
const withoutCopies = prepared<{ titles: number }>(
  'reports.collection.bare',
  `with ${COPIES} select count(*)::int as titles from books b
   where b.created_at < $4 and (b.archived_at is null or b.archived_at >= $4)
     and not exists (select 1 from copy c where c.book_id = b.id and c.held)`,
);

const NONE: Holdings = {
  titles: 0,
  copies: 0,
  addedTitles: 0,
  addedCopies: 0,
  withdrawnTitles: 0,
  withdrawnCopies: 0,
};
const sum = (rows: readonly Holdings[]): Holdings =>
  rows.reduce(
    (total, row) => ({
      titles: total.titles + row.titles,
      copies: total.copies + row.copies,
      addedTitles: total.addedTitles + row.addedTitles,
      addedCopies: total.addedCopies + row.addedCopies,
      withdrawnTitles: total.withdrawnTitles + row.withdrawnTitles,
      withdrawnCopies: total.withdrawnCopies + row.withdrawnCopies,
    }),
    NONE,
  );
const isSomething = (row: Holdings): boolean => row.copies > 0 || row.addedCopies > 0 || row.withdrawnCopies > 0;

export async function countCollection(sql: Sql, { span, branchId }: Asked): Promise<CollectionFigures> {
  const where = [span.start, span.lastDay, span.from, span.until, branchId];
  const materials = await byMaterial.all(sql, where);
  const statuses = await byStatus.all(sql, where);
  const bare = branchId === null ? await withoutCopies.one(sql, where) : undefined;
  const classes = CLASSES.map((of): Shelf => {
    const rows = materials.filter((row) => row.class === of && isSomething(row));
    return {
      class: of,
      ...sum(rows),
      byMaterialType: rows.map(({ class: _class, materialType, ...held }) => ({
        materialType: materialType ?? '',
        ...held,
      })),
      byStatus: statuses.filter((row) => row.class === of).map(({ status, copies }) => ({ status, copies })),
    };
  });
  return {
    ...frozen(span),
    subject: 'collection',
    totals: sum(classes),
    titlesWithoutCopies: bare?.titles ?? null,
    classes,
  };
}
