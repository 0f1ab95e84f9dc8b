import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { SYMBOLS } from '../../lib/labels/barcode.ts';
import { type CopyLabel, LABEL_KINDS } from '../../lib/labels/label.ts';
import { type LabelJob, labelPdf } from '../../lib/labels/label-pdf.ts';
import { type LabelSheet, labelsOnPage } from '../../lib/labels/sheet.ts';
import { LABEL_SHEETS } from '../../lib/labels/sheets.ts';
import { labelSheetCalled, readSettings } from '../settings/index.ts';
import type { LabelCopy } from './choose.ts';

export const USUAL_SHEET = LABEL_SHEETS[0]?.code ?? '';

/** What stands on the labels, and on which sheet. */
export const look = {
  kind: z.enum(LABEL_KINDS).default('BARCODE'),
  symbol: z.enum(SYMBOLS).default('CODE128'),
  sheet: z.string().max(60).default(USUAL_SHEET),
  start: z.coerce.number().int().min(1).max(1000).default(1),
  outline: z.boolean().default(false),
} as const;
const LookInput = z.strictObject(look);
export type Look = z.output<typeof LookInput>;

/** The sheet asked for; a first place it does not have is refused. */
export async function sheetFor(ctx: Ctx, { sheet: code, start }: Pick<Look, 'sheet' | 'start'>): Promise<LabelSheet> {
  const sheet = await labelSheetCalled(ctx, code);
  if (!sheet) throw invalid('sheet', 'labels.no_sheet');
  if (start > labelsOnPage(sheet)) throw invalid('start', 'labels.start_beyond', { labels: labelsOnPage(sheet) });
  return sheet;
}

/** Kept to one line each: '899.221 3 HIR l' stands on a spine as it is cut at the blanks. */
const spineOf = ({ callNumber, classification }: LabelCopy): string[] =>
  (callNumber ?? classification ?? '').split(/\s+/).filter(Boolean);

export const labelOf = (library: string, copy: LabelCopy): CopyLabel => ({
  library,
  title: copy.title,
  barcode: copy.barcode,
  callNumber: spineOf(copy),
  place: copy.location ?? copy.branch,
});

export async function jobFor(ctx: Ctx, asked: Look, labels: (library: string) => CopyLabel[]): Promise<LabelJob> {
  const { kind, symbol, start, outline } = asked;
  const [{ libraryName }, sheet] = [await readSettings(ctx), await sheetFor(ctx, asked)];
  return { title: libraryName, sheet, kind, symbol, start, outline, labels: labels(libraryName) };
}

export const fileOf = (ctx: Ctx, job: LabelJob): FileReply => ({
  type: 'application/pdf',
  name: 'label.pdf',
  body: labelPdf(job, { createdAt: ctx.now, lang: ctx.locale }),
  inline: true,
});
