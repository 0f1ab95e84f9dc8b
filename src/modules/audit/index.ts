import type { Module } from '../../kernel/module.ts';
import { auditMessages } from './messages.ts';
import { auditRoutes } from './routes.ts';

export type { AuditLog } from './checkpoints.ts';
export { writeRestoreCheckpoint } from './restore.ts';
export { sealFacts } from './sealing.ts';
export { type Verification, verifyLog } from './verify/verify.ts';
export { ownWitness } from './witness.ts';

export const audit: Module = { name: 'audit', routes: auditRoutes, messages: auditMessages };
