import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import { LABEL_SHEETS, sheetCalled } from '../../../lib/pdf/label-sheet.ts';
import { LABEL_KINDS, labelPdf } from '../../../lib/pdf/labels.ts';
import { readSettings } from '../../settings/index.ts';

export const MOST_LABELS = 1000;

/** Copies of these books, these barcodes, and everything from one barcode to another of the same length. */
const Chosen = {
  books: z.array(Uuid).max(200).default([]),
  barcodes: z.array(trimmed(40)).max(MOST_LABELS).default([]),
  from: z.string().trim().max(40).optional(),
  to: z.string().trim().max(40).optional(),
};
const ChosenInput = z.strictObject(Chosen);
type Chosen = z.output<typeof ChosenInput>;

export interface LabelCopy {
  barcode: string;
  title: string;
  callNumber: string | null;
  classification: string | null;
  branch: string;
  location: string | null;
}

const chosen = prepared<LabelCopy>(
  'catalog.labels',
  `with picked as (
     select id from copies where book_id = any ($1)
     union select id from copies where lower(barcode) = any ($2)
     union select id from copies where $3 <> '' and lower(barcode) between $3 and $4 and length(barcode) = length($3))
   select c.barcode, b.title, b.call_number as "callNumber", b.classification, r.name as branch, c.location
   from copies c join books b on b.id = c.book_id join branches r on r.id = c.branch_id
   where c.id in (select id from picked) and c.status <> 'WITHDRAWN' and ($5::uuid[] is null or c.branch_id = any ($5))
   order by lower(c.barcode) limit $6`,
);

async function copiesFor(ctx: Ctx, { books, barcodes, from, to }: Chosen): Promise<LabelCopy[]> {
  const { scope } = ctx;
  const reach = scope.kind === 'all' ? null : scope.kind === 'branches' ? scope.ids : [];
  const first = (from ?? '').toLowerCase();
  const last = (to || from || '').toLowerCase();
  const wanted = barcodes.map((barcode) => barcode.toLowerCase());
  return chosen.all(ctx.sql, [books, wanted, first, last, reach, MOST_LABELS + 1]);
}

/** Which copies a choice means, in the order of their barcodes; one more than fits says that there are more. */
export const copiesForLabels = view({
  name: 'catalog.staff.labelCopies',
  permission: 'copy:read',
  input: ChosenInput,
  run: copiesFor,
});

/** Kept to one line each: '899.221 3 HIR l' stands on a spine as it is cut at the blanks. */
const spineOf = ({ callNumber, classification }: LabelCopy): string[] =>
  (callNumber ?? classification ?? '').split(/\s+/).filter(Boolean);

export const labelSheet = view({
  name: 'catalog.staff.labelSheet',
  permission: 'copy:read',
  input: z.strictObject({
    ...Chosen,
    kind: z.enum(LABEL_KINDS).default('BARCODE'),
    sheet: z
      .string()
      .default(LABEL_SHEETS[0]?.code ?? '')
      .refine((code) => sheetCalled(code) !== undefined, 'catalog.no_sheet'),
    start: z.coerce.number().int().min(1).max(200).default(1),
    outline: z.boolean().default(false),
  }),
  async run(ctx, input): Promise<FileReply> {
    const { libraryName } = await readSettings(ctx);
    const copies = (await copiesFor(ctx, input)).slice(0, MOST_LABELS);
    const sheet = sheetCalled(input.sheet) ?? LABEL_SHEETS[0];
    if (!sheet) throw new Error('there is no sheet');
    const labels = copies.map((copy) => ({
      library: libraryName,
      title: copy.title,
      barcode: copy.barcode,
      callNumber: spineOf(copy),
      place: copy.location ?? copy.branch,
    }));
    const job = { title: libraryName, sheet, kind: input.kind, start: input.start, outline: input.outline, labels };
    const body = labelPdf(job, { createdAt: ctx.now, lang: ctx.locale });
    return { type: 'application/pdf', name: 'label.pdf', body, inline: true };
  },
});
