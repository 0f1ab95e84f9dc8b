import type { Module } from '../../kernel/module.ts';
import { bulkJob, bulkSchedule } from './bulk/carry-out.ts';
import { catalogMessages } from './messages.ts';
import { catalogPageMessages } from './pages/messages.ts';
import { catalogMenu, catalogPages } from './pages/screens.ts';
import { catalogStaffMessages } from './pages/staff/messages.ts';
import { catalogStaffMenu, catalogStaffPages } from './pages/staff/screens.ts';
import { catalogWorkMessages } from './pages/staff/work-messages.ts';
import { catalogReactions, healSchedule, reindexJob } from './reindex-job.ts';
import { catalogRoutes } from './routes.ts';

export { type BarcodeRange, barcodesIn, getRange, listRanges, MOST_IN_RANGE, reserveRange } from './barcodes/ranges.ts';
export { misread, unknownCopy } from './barcodes/scanned.ts';
export { BookLine } from './book.ts';
export type { NewCopy } from './copies.ts';
export { type BookItem, createBooks } from './create-books.ts';
export { headingKey } from './headings.ts';
export * from './import/door.ts';
export { bookDoc, type IndexedBook, reindexBooks } from './index-doc.ts';
export { listBooks } from './list-books.ts';
export { lookAtMarc, type MarcLook } from './marc/look.ts';
export { wholeCatalogue } from './marc/whole.ts';
export * from './moved-in.ts';
export { homePage } from './pages/home.tsx';
export { bookPath } from './pages/paths.ts';
export { barcodesIn as barcodesInText } from './pages/staff/copy-values.ts';
export { filterIn, filterParams } from './pages/staff/list-query.ts';
export { indexWhatIsMissing } from './reindex-job.ts';
export { type Choices, choices } from './staff/choices.ts';
export { BookFilter, idsOf } from './staff/list.ts';
export { addCopies } from './verbs/add-copies.ts';
export { AddedReply, addFromMarc, TakeOver } from './verbs/add-from-marc.ts';
export { createBook } from './verbs/create-book.ts';
export { importBooks, placesOf as bookPlacesOf } from './verbs/import-books.ts';
export { importMarc } from './verbs/import-marc.ts';
export { listCollectionTypes } from './views.ts';

export const catalog: Module = {
  name: 'catalog',
  routes: catalogRoutes,
  messages: { ...catalogMessages, ...catalogPageMessages, ...catalogStaffMessages, ...catalogWorkMessages },
  pages: [...catalogPages, ...catalogStaffPages],
  menu: [...catalogMenu, ...catalogStaffMenu],
  jobs: [reindexJob, bulkJob],
  schedules: [healSchedule, bulkSchedule],
  reactions: catalogReactions,
};
