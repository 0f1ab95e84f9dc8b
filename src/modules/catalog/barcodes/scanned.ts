import type { Ctx } from '../../../kernel/context.ts';
import { type Failure, failure } from '../../../kernel/errors.ts';
import { readSettings } from '../../settings/index.ts';
import { barcodeMisread, copyNotFound } from '../errors.ts';
import { formatOf, isMisread } from './format.ts';

/** Why there is no copy of this barcode: it was misread, or there is none. */
export async function unknownCopy(ctx: Ctx, barcode: string, otherwise: Failure = copyNotFound()): Promise<Failure> {
  return (await misread(ctx, barcode)) ? barcodeMisread(barcode) : otherwise;
}

/** Has this text the form of our barcodes, with a check digit that cannot be? */
export const misread = async (ctx: Ctx, text: string): Promise<boolean> =>
  isMisread(formatOf(await readSettings(ctx)), text);

/** Barcodes somebody typed or scanned for new copies: those in our form have a check digit that is right. */
export async function requireReadable(ctx: Ctx, barcodes: readonly string[], field: string): Promise<void> {
  if (barcodes.length === 0) return;
  const format = formatOf(await readSettings(ctx));
  const wrong = barcodes.filter((barcode) => isMisread(format, barcode));
  if (wrong.length > 0)
    throw failure('VALIDATION_ERROR', 'catalog.barcode_misread', {
      field,
      params: { barcode: wrong.slice(0, 5).join(', ') },
      details: { misread: wrong.slice(0, 100) },
    });
}
