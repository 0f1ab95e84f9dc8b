import { backupHealth, backupSchedule } from '../../drivers/backup/index.ts';
import type { Module } from '../../kernel/module.ts';
import { finderMessages } from './finder/messages.ts';
import { operationsHealth } from './health.ts';
import { operationsMessages } from './messages.ts';
import { operationsPageMessages } from './pages/messages.ts';
import { operationsMenu, operationsPages } from './pages/screens.ts';
import { operationsRoutes } from './routes.ts';

export { deadReactions } from './dead-reactions.ts';
export { LEAST_FREE_BYTES } from './health.ts';
export { type ScheduleStory, scheduleStories } from './schedule-states.ts';
export { wireOperations } from './wiring.ts';

export const operations: Module = {
  name: 'operations',
  routes: operationsRoutes,
  messages: { ...operationsMessages, ...operationsPageMessages, ...finderMessages },
  pages: operationsPages,
  menu: operationsMenu,
  schedules: [backupSchedule],
  health: [...operationsHealth, backupHealth],
};
