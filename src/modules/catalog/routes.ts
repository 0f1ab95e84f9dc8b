import { z } from 'zod';
import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { getRange, listRanges, RangeReply, reserveRange } from './barcodes/ranges.ts';
import { BookLine, BookReply } from './book.ts';
import { BulkReply, getBulkEdit, listBulkEdits } from './bulk/batch.ts';
import { PreviewReply, previewBulkEdit } from './bulk/preview.ts';
import { CallNumberReply, suggestCallNumber } from './call-number.ts';
import { CollectionTypeReply, CopyReply } from './copy.ts';
import { COVER_BYTES, COVER_TYPES } from './cover.ts';
import { HeadingReply } from './heading.ts';
import { getHeading, listHeadings } from './heading-views.ts';
import { listBooks } from './list-books.ts';
import './marc/messages.ts';
import { getBookMarc } from './marc/view.ts';
import { removeFilter, SavedFilterReply, savedFilters, saveFilter } from './staff/saved-filters.ts';
import { BookStatsReply, bookStats } from './stats.ts';
import { addCopies } from './verbs/add-copies.ts';
import { archiveBook, restoreBook } from './verbs/archive-book.ts';
import { bulkEdit } from './verbs/bulk-edit.ts';
import { cancelBulkEdit } from './verbs/cancel-bulk-edit.ts';
import { getCover, putCover } from './verbs/cover.ts';
import { createBook } from './verbs/create-book.ts';
import { createHeading } from './verbs/create-heading.ts';
import { exportBooks } from './verbs/export-books.ts';
import { IMPORT_BYTES, ImportReply, importBooks } from './verbs/import-books.ts';
import { importMarc, MARC_TYPES, MarcImportReply } from './verbs/import-marc.ts';
import { mergeHeading } from './verbs/merge-headings.ts';
import { removeCover } from './verbs/remove-cover.ts';
import { renameHeading } from './verbs/rename-heading.ts';
import { undoBulkEdit } from './verbs/undo-bulk-edit.ts';
import { unmergeHeading } from './verbs/unmerge-heading.ts';
import { updateBook } from './verbs/update-book.ts';
import { updateCopy } from './verbs/update-copy.ts';
import { withdrawCopy } from './verbs/withdraw-copy.ts';
import { getBook, getCopy, listCollectionTypes, listCopies } from './views.ts';

/** S1 §7.2: lists say how many are free, which is kept half a minute; a book falls with every change of it. */
const STOCK_SECONDS = 30;
const BOOK_SECONDS = 3600;

export const catalogRoutes = [
  listRoute('GET /books', listBooks, BookLine, {
    rate: 'SEARCH',
    cache: { ttlSeconds: STOCK_SECONDS, tags: () => ['book', 'search'] },
  }),
  route('POST /books', createBook, BookReply, { status: 201, idempotent: true }),
  route('POST /books/import', importBooks, ImportReply, {
    rate: 'UPLOAD',
    file: { types: ['text/csv'], maxBytes: IMPORT_BYTES },
  }),
  route('POST /books/import/marc', importMarc, MarcImportReply, {
    rate: 'UPLOAD',
    file: { types: MARC_TYPES, maxBytes: IMPORT_BYTES },
  }),
  fileRoute('GET /books/export', exportBooks, { rate: 'UPLOAD' }),
  listRoute('GET /books/bulk-edits', listBulkEdits, BulkReply),
  route('POST /books/bulk-edits', bulkEdit, BulkReply, { status: 201 }),
  route('POST /books/bulk-edits/preview', previewBulkEdit, PreviewReply, {
    summary: 'What a bulk edit would do, without doing it',
  }),
  route('GET /books/bulk-edits/:id', getBulkEdit, BulkReply),
  route('POST /books/bulk-edits/:id/cancel', cancelBulkEdit, BulkReply),
  route('POST /books/bulk-edits/:id/undo', undoBulkEdit, BulkReply),
  route('GET /books/:id', getBook, BookReply, {
    cache: { ttlSeconds: BOOK_SECONDS, tags: ({ id }) => [`book:${id}`, 'heading', 'branch'] },
  }),
  route('PATCH /books/:id', updateBook, BookReply, { idempotent: true }),
  route('DELETE /books/:id', archiveBook, BookReply),
  route('POST /books/:id/restore', restoreBook, BookReply),
  route('GET /books/:id/stats', bookStats, BookStatsReply),
  listRoute('GET /books/:id/copies', listCopies, CopyReply),
  route('POST /books/:id/copies', addCopies, z.array(CopyReply), { status: 201, idempotent: true }),
  route('PUT /books/:id/cover', putCover, BookReply, {
    rate: 'UPLOAD',
    file: { types: COVER_TYPES, maxBytes: COVER_BYTES },
  }),
  fileRoute('GET /books/:id/cover', getCover),
  fileRoute('GET /books/:id/marc', getBookMarc),
  route('DELETE /books/:id/cover', removeCover, BookReply),
  route('GET /copies/:barcode', getCopy, CopyReply),
  route('PATCH /copies/:barcode', updateCopy, CopyReply),
  route('DELETE /copies/:barcode', withdrawCopy, CopyReply),
  listRoute('GET /barcode-ranges', listRanges, RangeReply),
  route('POST /barcode-ranges', reserveRange, RangeReply, { status: 201, idempotent: true }),
  route('GET /barcode-ranges/:id', getRange, RangeReply),
  route('GET /collection-types', listCollectionTypes, z.array(CollectionTypeReply)),
  route('GET /saved-filters', savedFilters, z.array(SavedFilterReply)),
  route('POST /saved-filters', saveFilter, SavedFilterReply, { status: 201 }),
  route('DELETE /saved-filters/:id', removeFilter, SavedFilterReply),
  route('GET /call-number', suggestCallNumber, CallNumberReply, {
    summary: 'A call number as the rules put it together',
  }),
  listRoute('GET /headings', listHeadings, HeadingReply),
  route('POST /headings', createHeading, HeadingReply, { status: 201 }),
  route('GET /headings/:id', getHeading, HeadingReply),
  route('PATCH /headings/:id', renameHeading, HeadingReply),
  route('POST /headings/:id/merge', mergeHeading, HeadingReply),
  route('POST /headings/:id/unmerge', unmergeHeading, HeadingReply),
];
