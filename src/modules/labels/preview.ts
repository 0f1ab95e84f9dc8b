import { z } from 'zod';
import { notFound } from '../../kernel/errors.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { translate } from '../../kernel/i18n.ts';
import { view } from '../../kernel/view.ts';
import { calibrationPdf, calibrationSvg } from '../../lib/labels/calibration.ts';
import { THINNEST, thinnestBar } from '../../lib/labels/label.ts';
import { boxAt, labelSvg, pagesOf } from '../../lib/labels/label-pdf.ts';
import { labelsOnPage } from '../../lib/labels/sheet.ts';
import { labelSheetCalled } from '../settings/index.ts';
import { type Choice, chosen, copiesFor } from './choose.ts';
import { jobFor, labelOf, look, sheetFor } from './job.ts';

const SVG = 'image/svg+xml';

/** The first sheet, to scale: drawn from the same marks as the print. */
export const previewLabels = view({
  name: 'labels.preview',
  permission: 'copy:read',
  input: z.strictObject({ ...chosen, ...look }),
  async run(ctx, input): Promise<FileReply> {
    const sheet = await sheetFor(ctx, input);
    const { copies } = await copiesFor(ctx, input);
    const first = copies.slice(0, labelsOnPage(sheet));
    const job = await jobFor(ctx, input, (library) => first.map((copy) => labelOf(library, copy)));
    return { type: SVG, name: 'label.svg', body: await labelSvg(job), inline: true };
  },
});

export interface Plan extends Choice {
  pages: number;
  onPage: number;
  /** Width in millimetres of the thinnest bar, where that is too thin to be read by every scanner. */
  tooThin: number | null;
}

/** What a print would be, before anything is printed. */
export const planLabels = view({
  name: 'labels.plan',
  permission: 'copy:read',
  input: z.strictObject({ ...chosen, ...look }),
  async run(ctx, input): Promise<Plan> {
    const sheet = await sheetFor(ctx, input);
    const { copies, more } = await copiesFor(ctx, input);
    const longest = copies.reduce((long, { barcode }) => (barcode.length > long.length ? barcode : long), '');
    const bar = longest === '' ? null : await thinnestBar(longest, input, boxAt(sheet, 0));
    return {
      copies,
      more,
      pages: pagesOf(sheet, input.start, copies.length),
      onPage: labelsOnPage(sheet),
      tooThin: bar !== null && bar < THINNEST ? bar : null,
    };
  },
});

const Code = z.strictObject({ code: z.string().max(60) });

/** Rulers from the paper's edges and the outline of every label, to hold against a sheet. */
export const testSheet = view({
  name: 'labels.testSheet',
  permission: 'copy:read',
  input: Code,
  async run(ctx, { code }): Promise<FileReply> {
    const sheet = await labelSheetCalled(ctx, code);
    if (!sheet) throw notFound('labels.no_sheet');
    const { x, y } = sheet.shift ?? { x: 0, y: 0 };
    const say = (word: string, params = {}): string => translate(ctx.locale, `labels.test.${word}`, params);
    const words = [say('full_size'), say('measure'), say('shift', { x, y })];
    const body = calibrationPdf(sheet, say('title'), words, { createdAt: ctx.now, lang: ctx.locale });
    return { type: 'application/pdf', name: 'uji-cetak.pdf', body, inline: true };
  },
});

export const sheetPicture = view({
  name: 'labels.sheetPicture',
  permission: 'copy:read',
  input: Code,
  async run(ctx, { code }): Promise<FileReply> {
    const sheet = await labelSheetCalled(ctx, code);
    if (!sheet) throw notFound('labels.no_sheet');
    return { type: SVG, name: 'lembar.svg', body: await calibrationSvg(sheet, code), inline: true };
  },
});
