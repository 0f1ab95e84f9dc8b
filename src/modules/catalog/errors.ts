import type { VerbCtx } from '../../kernel/context.ts';
import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, invalid, notFound } from '../../kernel/errors.ts';

export const bookNotFound = () => notFound('catalog.book_not_found');
export const copyNotFound = () => notFound('catalog.copy_not_found');
export const barcodeMisread = (barcode: string) =>
  failure('NOT_FOUND', 'catalog.barcode_misread', {
    field: 'barcode',
    params: { barcode },
    details: { misread: [barcode] },
  });
export const rangeNotFound = () => notFound('catalog.range_not_found');
export const rangeTaken = () => failure('CONFLICT', 'catalog.range_taken', { field: 'first' });
export const headingNotFound = () => notFound('catalog.heading_not_found');
export const branchNotFound = () => failure('NOT_FOUND', 'catalog.branch_not_found', { field: 'branchId' });
export const branchClosed = () => failure('CONFLICT', 'catalog.branch_closed', { field: 'branchId' });
export const branchNeeded = () => invalid('branchId', 'catalog.branch_needed');
export const collectionTypeNotFound = () =>
  failure('NOT_FOUND', 'catalog.collection_type_not_found', { field: 'collectionTypeId' });
export const noCollectionType = () => failure('CONFLICT', 'catalog.no_collection_type', { field: 'collectionTypeId' });
export const barcodeTaken = (taken: readonly string[] = []) =>
  failure('CONFLICT', 'catalog.barcode_taken', { field: 'barcode', details: { taken } });
export const isbnExists = (existing: readonly string[]) =>
  failure('CONFLICT', 'catalog.isbn_exists', { field: 'isbn', details: { existing, confirm: 'catalog.isbn_exists' } });
export const archived = () => failure('CONFLICT', 'catalog.archived');
export const copiesOut = (out: number) =>
  failure('CONFLICT', 'catalog.copies_out', { params: { out }, details: { out } });
export const holdsWaiting = (holds: number) =>
  failure('CONFLICT', 'catalog.holds_waiting', { params: { holds }, details: { holds } });
export const notEnoughFree = (free: number, asked: number) =>
  failure('CONFLICT', 'catalog.not_enough_free', { field: 'stock', params: { free, asked }, details: { free, asked } });
export const copyBusy = (status: string) => failure('CONFLICT', 'catalog.copy_busy', { details: { status } });
export const copyWithdrawn = () => failure('CONFLICT', 'catalog.copy_withdrawn');
export const countOrBarcodes = () => invalid('count', 'catalog.count_or_barcodes');
export const headingExists = (existing: string) =>
  failure('CONFLICT', 'catalog.heading_exists', { field: 'name', details: { existing } });
export const notMerged = () => failure('CONFLICT', 'catalog.heading_not_merged');
export const mergedLater = (first: string) => failure('CONFLICT', 'catalog.merged_later', { details: { first } });
export const headingMerged = (into: string) => failure('CONFLICT', 'catalog.heading_merged', { details: { into } });

/** An If-Match that names an older version is refused. */
export function requireVersion(ctx: VerbCtx, version: number): void {
  const expected = ctx.request.ifMatch;
  if (expected !== undefined && expected !== version) throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
}

onConstraint({
  copies_barcode: () => barcodeTaken(),
  barcode_ranges_apart: () => rangeTaken(),
  headings_one: () => failure('CONFLICT', 'catalog.heading_exists', { field: 'name' }),
});
