import type { Module } from '../../kernel/module.ts';
import { cleanSchedule, makeJob, silentSchedule } from './jobs.ts';
import { exportMessages } from './messages.ts';
import { exportPageMessages } from './pages/messages.ts';
import { exportMenu, exportPages } from './pages/screens.ts';
import { exportRoutes } from './routes.ts';

export { type Brought, bringLibrary } from './bringing/bring.ts';
export { makeExport } from './making/make.ts';
export { type Sink, sinkAt } from './making/sink.ts';
export { type Manifest, PARTS, type Part } from './manifest.ts';
export { lookAtExport, type Verified, verifyExport } from './verify.ts';

export const libraryExport: Module = {
  name: 'export',
  messages: { ...exportMessages, ...exportPageMessages },
  routes: exportRoutes,
  pages: exportPages,
  menu: exportMenu,
  jobs: [makeJob],
  schedules: [cleanSchedule, silentSchedule],
};
