import type { Module } from '../../kernel/module.ts';
import { visitsMessages } from './messages.ts';
import { visitsPageMessages } from './pages/messages.ts';
import { visitsMenu, visitsPages } from './pages/screens.ts';
import { visitsRoutes } from './routes.ts';
import { visitsSchedules } from './schedules.ts';

export * from './moved-in.ts';
export { eraseVisits, exportVisitsOf, mergeVisits } from './people.ts';
export { ensureVisitMonths } from './schedules.ts';
export { recordVisit } from './verbs/record-visit.ts';
export { listRooms, listVisits } from './views.ts';
export { TWICE_SECONDS } from './visit.ts';

export const visits: Module = {
  name: 'visits',
  routes: visitsRoutes,
  messages: { ...visitsMessages, ...visitsPageMessages },
  pages: visitsPages,
  menu: visitsMenu,
  schedules: visitsSchedules,
};
