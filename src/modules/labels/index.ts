import type { Module } from '../../kernel/module.ts';
import { labelsMessages } from './messages.ts';
import { labelsPageMessages } from './pages/messages.ts';
import { labelsMenu, labelsPages } from './pages/screens.ts';
import { labelsRoutes } from './routes.ts';

export const labels: Module = {
  name: 'labels',
  routes: labelsRoutes,
  messages: { ...labelsMessages, ...labelsPageMessages },
  pages: labelsPages,
  menu: labelsMenu,
};
