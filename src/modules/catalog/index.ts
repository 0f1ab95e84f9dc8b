import type { Module } from '../../kernel/module.ts';
import { catalogMessages } from './messages.ts';
import { catalogReactions, healSchedule, reindexJob } from './reindex-job.ts';
import { catalogRoutes } from './routes.ts';

export type { NewCopy } from './copies.ts';
export { type BookItem, createBooks } from './create-books.ts';
export { headingKey } from './headings.ts';
export { bookDoc, type IndexedBook, reindexBooks } from './index-doc.ts';
export { addCopies } from './verbs/add-copies.ts';
export { createBook } from './verbs/create-book.ts';
export { importBooks } from './verbs/import-books.ts';
export { listCollectionTypes } from './views.ts';

export const catalog: Module = {
  name: 'catalog',
  routes: catalogRoutes,
  messages: catalogMessages,
  jobs: [reindexJob],
  schedules: [healSchedule],
  reactions: catalogReactions,
};
