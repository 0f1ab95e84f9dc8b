import type { Module } from '../../kernel/module.ts';
import { statisticsHealth } from './health.ts';
import { statisticsMessages } from './messages.ts';
import { statisticsPageMessages } from './pages/messages.ts';
import { statisticsMenu, statisticsPages } from './pages/screens.ts';
import { statisticsReactions } from './reactions.ts';
import { statisticsSchedules } from './schedules.ts';

export { mountStatistics } from './http.ts';
export { eraseStatistics } from './people.ts';
export { wireSource } from './service.ts';
export type {
  Asked,
  BookFigures,
  Day,
  LoanTotals,
  PersonTotal,
  StatisticsSource,
  TitleTotal,
  TodayCount,
  TodayMode,
  VisitorFigures,
} from './source.ts';
export { startStatistics } from './start.ts';
export { type StatisticsNow, statisticsNow } from './views.ts';

export const statistics: Module = {
  name: 'statistics',
  messages: { ...statisticsMessages, ...statisticsPageMessages },
  pages: statisticsPages,
  menu: statisticsMenu,
  schedules: statisticsSchedules,
  reactions: statisticsReactions,
  health: [statisticsHealth],
};
