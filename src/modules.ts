import type { Module } from './kernel/module.ts';
import { audit } from './modules/audit/index.ts';
import { catalog } from './modules/catalog/index.ts';
import { cataloguing } from './modules/cataloguing/index.ts';
import { circulation, eraseLending, exportLending, mergeLending } from './modules/circulation/index.ts';
import { libraryExport } from './modules/export/index.ts';
import { finance } from './modules/finance/index.ts';
import { eraseFines, exportFines, fines, mergeFines } from './modules/fines/index.ts';
import { identity } from './modules/identity/index.ts';
import { imports } from './modules/imports/index.ts';
import { labels } from './modules/labels/index.ts';
import { members, wireMembers } from './modules/members/index.ts';
import { operations, wireOperations } from './modules/operations/index.ts';
import { reports } from './modules/reports/index.ts';
import { searchModule } from './modules/search/index.ts';
import { settings } from './modules/settings/index.ts';
import { setup } from './modules/setup/index.ts';
import { eraseMoved, exportMoved, slims, slimsReader, slimsStatistics } from './modules/slims/index.ts';
import { eraseStatistics, statistics, wireSource } from './modules/statistics/index.ts';
import { eraseVisits, exportVisitsOf, mergeVisits, visits } from './modules/visits/index.ts';

/** Contents and import law: a module may use only those that stand above it. */
export const modules: readonly Module[] = [
  settings,
  identity,
  audit,
  searchModule,
  members,
  catalog,
  cataloguing,
  labels,
  finance,
  fines,
  circulation,
  imports,
  visits,
  statistics,
  reports,
  slims,
  libraryExport,
  operations,
  setup,
];

/** What a program has that only shows the statistics of a SLiMS. */
export const dashboard: readonly Module[] = [statistics, slimsReader];

/** What modules below do with a person who is merged, erased or exported; in this order, in the member's own transaction. */
wireMembers({
  merge: [mergeFines, mergeLending, mergeVisits],
  erase: [eraseFines, eraseLending, eraseVisits, eraseStatistics, eraseMoved],
  export: [exportFines, exportLending, exportVisitsOf, exportMoved],
});

/** Where the statistics come from, when it is not our own database. */
wireSource(slimsStatistics);

/** Every schedule and reaction there is, for the one screen that shows them. */
wireOperations(modules);
