import { z } from 'zod';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { type Asked, Frozen, frozen } from '../asked.ts';
import { ddcClass } from './ddc.ts';

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

interface Row extends Holdings {
  part: 'material' | 'status' | 'bare';
  class: string | null;
  of: string | null;
}

/**
 * One walk over the copies. A copy is added when it was acquired, or else recorded.
 * $1, $2 are the first and last day, $3, $4 the same span as moments.
 */
const held = prepared<Row>(
  'reports.collection',
  `with copy as (
     select c.book_id, c.status, not was_added and not gone_before and came as held_before, came and not gone as held,
       was_added and not gone_before as added, came and gone and not gone_before as withdrawn
     from copies c join books b on b.id = c.book_id
       cross join lateral (select
         case when c.acquired_on is null then c.created_at < $4 else c.acquired_on <= $2 end as came,
         case when c.acquired_on is null then c.created_at >= $3 and c.created_at < $4
           else c.acquired_on between $1 and $2 end as was_added,
         coalesce(least(c.withdrawn_at, b.archived_at) < $3, false) as gone_before,
         coalesce(least(c.withdrawn_at, b.archived_at) < $4, false) as gone) life
     where $5::uuid is null or c.branch_id = $5),
   pile as materialized (
     select book_id, status, bool_or(held_before) as had, bool_or(held) as has, count(*) filter (where held) as copies,
       count(*) filter (where added) as added, count(*) filter (where withdrawn) as withdrawn
     from copy group by book_id, status),
   title as materialized (
     select p.book_id, b.material_type, ${ddcClass('b.classification')} as class, bool_or(p.had) as had,
       bool_or(p.has) as has, sum(p.copies) as copies, sum(p.added) as added, sum(p.withdrawn) as withdrawn
     from pile p join books b on b.id = p.book_id group by p.book_id, b.id)
   select 'material' as part, t.class, t.material_type as of, count(*) filter (where t.has)::int as titles,
     sum(t.copies)::int as copies, count(*) filter (where t.has and not t.had)::int as "addedTitles",
     sum(t.added)::int as "addedCopies", count(*) filter (where t.had and not t.has)::int as "withdrawnTitles",
     sum(t.withdrawn)::int as "withdrawnCopies"
   from title t group by t.class, t.material_type
   union all
   select 'status', t.class, p.status, 0, sum(p.copies)::int, 0, 0, 0, 0
   from pile p join title t on t.book_id = p.book_id where p.copies > 0 group by t.class, p.status
   union all
   select 'bare', null, null, count(*)::int, 0, 0, 0, 0, 0 from books b
   where $5::uuid is null and b.created_at < $4 and (b.archived_at is null or b.archived_at >= $4)
     and not exists (select 1 from title t where t.book_id = b.id and t.has)
   order by class, of`,
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
  const rows = await held.all(sql, [span.start, span.lastDay, span.from, span.until, branchId]);
  const classes = CLASSES.map((ddc) => shelf(ddc, rows));
  const bare = rows.find((row) => row.part === 'bare');
  return {
    ...frozen(span),
    subject: 'collection',
    totals: sum(classes),
    titlesWithoutCopies: branchId === null ? (bare?.titles ?? 0) : null,
    classes,
  };
}

function shelf(ddc: string | null, rows: readonly Row[]): Shelf {
  const own = rows.filter((row) => row.class === ddc);
  const materials = own.filter((row) => row.part === 'material' && isSomething(row));
  return {
    class: ddc,
    ...sum(materials),
    byMaterialType: materials.map(({ of, part: _part, class: _class, ...counted }) => ({
      materialType: of ?? '',
      ...counted,
    })),
    byStatus: own.filter((row) => row.part === 'status').map(({ of, copies }) => ({ status: of ?? '', copies })),
  };
}
