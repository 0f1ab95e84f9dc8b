import type { Module } from '../../kernel/module.ts';
import { importJobs, importSchedules } from './jobs.ts';
import { importsMessages } from './messages.ts';
import { importsPageMessages } from './pages/messages.ts';
import { importsMenu, importsPages } from './pages/screens.ts';
import { importsRoutes } from './routes.ts';

export type { Import, Kind, Options } from './import.ts';
export { runImport } from './run.ts';
export { startImport } from './verbs/acts.ts';
export { changeImportPlan } from './verbs/change.ts';
export { discardImport, unfinishedImport } from './verbs/discard.ts';
export { putImportPhotos } from './verbs/photos.ts';
export { previewImport } from './verbs/preview.ts';
export { listProfiles } from './verbs/profiles.ts';
export { uploadImport } from './verbs/upload.ts';
export { getImport, getRejects } from './views.ts';

export const imports: Module = {
  name: 'imports',
  routes: importsRoutes,
  messages: { ...importsMessages, ...importsPageMessages },
  pages: importsPages,
  menu: importsMenu,
  jobs: importJobs,
  schedules: importSchedules,
};
