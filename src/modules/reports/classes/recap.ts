import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import { branchAsked } from '../asked.ts';
import { ddcClass, ddcDivision } from '../subjects/ddc.ts';

const Counted = z.object({ titles: z.int(), copies: z.int() });
const Division = Counted.extend({
  /** '890', or '2X0' of the Indonesian expansion for Islam. */
  division: z.string(),
});
const Hundred = Counted.extend({
  /** '800'; null: no DDC number. */
  class: z.string().nullable(),
  divisions: z.array(Division),
});
export const ClassRecapReply = z.object({
  branchId: z.uuid().nullable(),
  branchName: z.string().nullable(),
  totals: Counted,
  classes: z.array(Hundred),
});
export type ClassRecap = z.output<typeof ClassRecapReply>;

interface Row {
  class: string | null;
  division: string | null;
  titles: number;
  copies: number;
}

const GROUPED = `select t.class, t.division, count(*)::int as titles, sum(t.copies)::int as copies from title t group by 1, 2 order by 1, 2`;
const COLUMNS = `${ddcClass('b.classification')} as class, ${ddcDivision('b.classification')} as division`;
const everywhere = prepared<Row>(
  'reports.classes',
  `with title as materialized (
     select ${COLUMNS}, k.stock as copies from books b join book_counts k on k.book_id = b.id where b.status <> 'ARCHIVED')
   ${GROUPED}`,
);
const atBranch = prepared<Row>(
  'reports.classes.branch',
  `with title as materialized (
     select ${COLUMNS}, c.copies from books b join (
       select book_id, count(*) as copies from copies where branch_id = $1 and status not in ('LOST', 'WITHDRAWN') group by book_id) c
     on c.book_id = b.id where b.status <> 'ARCHIVED')
   ${GROUPED}`,
);

const sum = (rows: readonly Row[]) => ({
  titles: rows.reduce((total, row) => total + row.titles, 0),
  copies: rows.reduce((total, row) => total + row.copies, 0),
});

const CLASSES = [...Array.from({ length: 10 }, (_, n) => `${n}00`), null];

export async function countClasses(ctx: Ctx, asked: string | undefined): Promise<ClassRecap> {
  const branch = await branchAsked(ctx, asked);
  const rows = branch === null ? await everywhere.all(ctx.sql, []) : await atBranch.all(ctx.sql, [branch.id]);
  const classes = CLASSES.map((ddc) => {
    const of = rows.filter((row) => row.class === ddc);
    const divisions = of.flatMap(({ division, titles, copies }) =>
      division === null ? [] : [{ division, titles, copies }],
    );
    return { class: ddc, ...sum(of), divisions };
  });
  return { branchId: branch?.id ?? null, branchName: branch?.name ?? null, totals: sum(rows), classes };
}

export const ClassesInput = z.strictObject({ branchId: Uuid.optional() });

/** Titles that are not archived, with their copies neither lost nor withdrawn, as they stand now. */
export const classRecap = view({
  name: 'reports.classes',
  permission: 'reports:read',
  input: ClassesInput,
  run: (ctx, { branchId }): Promise<ClassRecap> => countClasses(ctx, branchId),
});
