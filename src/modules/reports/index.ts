import type { Module } from '../../kernel/module.ts';
import { reportsMessages } from './messages.ts';
import { reportsPageMessages } from './pages/messages.ts';
import { reportsMenu, reportsPages } from './pages/screens.ts';
import { paperMessages } from './paper-messages.ts';
import { reportsRoutes } from './routes.ts';
import { wordMessages } from './word-messages.ts';

export { generateReport } from './verbs/generate-report.ts';

export const reports: Module = {
  name: 'reports',
  routes: reportsRoutes,
  messages: { ...reportsMessages, ...paperMessages, ...wordMessages, ...reportsPageMessages },
  pages: reportsPages,
  menu: reportsMenu,
};
