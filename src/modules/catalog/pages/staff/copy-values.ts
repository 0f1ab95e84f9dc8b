import { numberIn, textIn } from '../../../../ui/form.ts';

/** Barcodes as a scanner or a person leaves them: by line, space or comma. */
export const barcodesIn = (text: string | null): string[] => (text ?? '').split(/[\s,;]+/).filter(Boolean);

/** So many copies, or those of the barcodes; everything else is the same for all of them. */
export function copyInput(form: URLSearchParams) {
  const barcodes = barcodesIn(form.get('barcodes'));
  return {
    count: barcodes.length > 0 ? undefined : numberIn(form, 'count'),
    barcodes: barcodes.length > 0 ? barcodes : undefined,
    branchId: textIn(form, 'branchId'),
    collectionTypeId: textIn(form, 'collectionTypeId'),
    price: numberIn(form, 'price') ?? null,
    acquiredOn: textIn(form, 'acquiredOn') ?? null,
  };
}
