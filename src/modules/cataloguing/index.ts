import type { Module } from '../../kernel/module.ts';
import { cataloguingMessages } from './messages.ts';
import { cataloguingPageMessages } from './pages/messages.ts';
import { cataloguingMenu, cataloguingPages } from './pages/screens.ts';
import { cataloguingRoutes } from './routes.ts';

export { copyCataloguingPath } from './pages/paths.ts';

export const cataloguing: Module = {
  name: 'cataloguing',
  routes: cataloguingRoutes,
  messages: { ...cataloguingMessages, ...cataloguingPageMessages },
  pages: cataloguingPages,
  menu: cataloguingMenu,
};
