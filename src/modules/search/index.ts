import type { Module } from '../../kernel/module.ts';
import { find } from './find.ts';
import { searchMessages } from './messages.ts';
import { add, put, remove, rowsOf, sortKey } from './put.ts';
import { searchRoutes } from './routes.ts';
import { searchSchedules } from './schedules.ts';
import { suggest } from './suggest.ts';
import { foldWords, rebuildWords } from './words.ts';

export type { SearchDoc } from './doc.ts';
export { popularityStep } from './doc.ts';
export type { FacetCount, FacetCounts } from './facet-counts.ts';
export type { FindQuery, Found, SearchSort } from './find.ts';

/** `rowsOf` and `rebuildWords` are for loading a whole catalogue by COPY. */
export const search = { put, add, remove, find, suggest, foldWords, rowsOf, rebuildWords, sortKey } as const;

export const searchModule: Module = {
  name: 'search',
  routes: searchRoutes,
  messages: searchMessages,
  schedules: searchSchedules,
};
