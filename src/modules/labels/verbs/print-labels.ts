import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { barcodesIn, getRange, takenBarcodes } from '../../catalog/index.ts';
import { chosen, copiesFor, copiesOfPrint, MOST_LABELS } from '../choose.ts';
import { fileOf, jobFor, type Look, labelOf, look } from '../job.ts';
import { keepPrint, type Print, printById } from '../prints.ts';

export const printLabels = verb({
  name: 'labels.print',
  permission: 'copy:read',
  input: z.strictObject({ ...chosen, ...look }),
  async run(ctx, input): Promise<FileReply> {
    const { copies } = await copiesFor(ctx, input);
    if (copies.length === 0) throw invalid('barcodes', 'labels.nothing');
    const job = await jobFor(ctx, input, (library) => copies.map((copy) => labelOf(library, copy)));
    await keepPrint(ctx, { look: input, copyIds: copies.map(({ id }) => id), labels: copies.length });
    return fileOf(ctx, job);
  },
});

/** Labels of numbers that wait for their copies; those on copies already are left out. */
export const printRange = verb({
  name: 'labels.printRange',
  permission: 'copy:read',
  input: z.strictObject({
    id: Uuid,
    symbol: look.symbol,
    sheet: look.sheet,
    start: look.start,
    outline: look.outline,
    /** Of the range's numbers, from 1. */
    skip: z.coerce.number().int().min(0).max(10_000).default(0),
    count: z.coerce.number().int().min(1).max(MOST_LABELS).default(MOST_LABELS),
  }),
  async run(ctx, { id, skip, count, ...asked }): Promise<FileReply> {
    const range = await getRange(ctx, { id });
    const numbers = { ...range, firstNumber: range.firstNumber + skip };
    if (numbers.firstNumber > range.lastNumber) throw invalid('skip', 'labels.skip_beyond', { numbers: range.numbers });
    const lastNumber = Math.min(range.lastNumber, numbers.firstNumber + count - 1);
    const barcodes = await freeOf(ctx, barcodesIn({ ...numbers, lastNumber }));
    if (barcodes.length === 0) throw invalid('skip', 'labels.range_used_up');
    const print = { ...asked, kind: 'BARCODE' } as const;
    const blank = { title: '', callNumber: [], place: range.branch ?? '' };
    const job = await jobFor(ctx, print, (library) => barcodes.map((barcode) => ({ ...blank, library, barcode })));
    const { firstNumber } = numbers;
    const again = await firstPrint.one(ctx.sql, [id, firstNumber, lastNumber]);
    const part = { id, firstNumber, lastNumber };
    await keepPrint(ctx, { look: print, copyIds: [], labels: barcodes.length, range: part, againOf: again?.id });
    return fileOf(ctx, job);
  },
});

/** The first time any of these numbers went to the printer. */
const firstPrint = prepared<{ id: string }>(
  'labels.range.first',
  `select id from label_prints where range_id = $1 and first_number <= $3 and last_number >= $2 order by printed_at, id limit 1`,
);

async function freeOf(ctx: VerbCtx, barcodes: readonly string[]): Promise<string[]> {
  const used = new Set(await takenBarcodes(ctx.sql, barcodes));
  return barcodes.filter((barcode) => !used.has(barcode.toLowerCase()));
}

const lookOf = ({ kind, symbol, sheet, start }: Print): Look => ({ kind, symbol, sheet, start, outline: false });

/** Prints the same labels once more, perhaps on another sheet or from another place on. */
export const printAgain = verb({
  name: 'labels.printAgain',
  permission: 'copy:read',
  input: z.strictObject({ id: Uuid, start: look.start, sheet: z.string().max(60).optional() }),
  async run(ctx, { id, start, sheet }): Promise<FileReply> {
    const print = await printById(ctx, id);
    const asked = { ...lookOf(print), start, sheet: sheet ?? print.sheet };
    if (print.rangeId !== null) {
      const { firstNumber, lastNumber } = print;
      const range = await getRange(ctx, { id: print.rangeId });
      const skip = (firstNumber ?? range.firstNumber) - range.firstNumber;
      const count = (lastNumber ?? range.lastNumber) - range.firstNumber - skip + 1;
      return printRange(ctx, { id: range.id, symbol: asked.symbol, sheet: asked.sheet, start, skip, count });
    }
    const copies = await copiesOfPrint(ctx, id);
    if (copies.length === 0) throw invalid('id', 'labels.nothing');
    const job = await jobFor(ctx, asked, (library) => copies.map((copy) => labelOf(library, copy)));
    const copyIds = copies.map((copy) => copy.id);
    await keepPrint(ctx, { look: asked, copyIds, labels: copies.length, againOf: print.againOf ?? id });
    return fileOf(ctx, job);
  },
});
