import type { Module } from '../../kernel/module.ts';
import { auditMessages } from './messages.ts';
import { auditPageMessages } from './pages/messages.ts';
import { auditMenu, auditPages } from './pages/screens.ts';
import { auditRoutes } from './routes.ts';
import { auditSchedules } from './schedules.ts';
import { auditHealth, auditMetrics } from './state.ts';

export { type AuditLog, newestCheckpoint } from './checkpoints.ts';
export { writeRestoreCheckpoint } from './restore.ts';
export { sealFacts } from './sealing.ts';
export { type Verification, verifyLog } from './verify/verify.ts';
export { listLogs } from './views.ts';
export { ownWitness } from './witness.ts';

export const audit: Module = {
  name: 'audit',
  routes: auditRoutes,
  schedules: auditSchedules,
  messages: { ...auditMessages, ...auditPageMessages },
  pages: auditPages,
  menu: auditMenu,
  health: [auditHealth],
  metrics: auditMetrics,
};
