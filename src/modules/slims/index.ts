import { mysqlPlace } from '../../drivers/mysql/reader.ts';
import type { Env } from '../../kernel/config.ts';
import type { App } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import type { Module } from '../../kernel/module.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { slimsConfig, slimsUrlOf } from './config.ts';
import { slimsMessages } from './messages.ts';
import { moveMessages } from './move-messages.ts';
import { moveJob, wakeSchedule } from './moves/job.ts';
import { slimsPageMessages } from './pages/messages.ts';
import { slimsMenu, slimsPages } from './pages/screens.ts';
import { slimsRoutes } from './routes.ts';
import { slimsSource } from './source.ts';

export type { StepCounts } from './migration/pass.ts';
export type { Moved } from './migration/run.ts';
export { parityPage } from './parity/page.ts';
export type { Parity } from './parity/parity.ts';
export { eraseMoved, exportMoved } from './people.ts';
export { type MoveReply, type MoveWatch, moveFromSlims } from './verbs/move-from-slims.ts';

/** The statistics' source, when the configuration names a SLiMS. */
export function slimsStatistics({ env }: App): StatisticsSource | null {
  const url = slimsUrlOf(env);
  return url ? slimsSource({ url, timeZone: slimsConfig(env).SLIMS_TIME_ZONE }) : null;
}

export interface SlimsProblem {
  failure: Failure;
  /** The server does not answer; it may, later. A wrong password or another database stays what it is. */
  mayPass: boolean;
}

/** Looked at before a start: null when it can be read, 'none' when none is named. */
export async function slimsProblem(env: Env): Promise<SlimsProblem | 'none' | null> {
  const url = slimsUrlOf(env);
  if (!url) return 'none';
  const source = slimsSource({ url, timeZone: slimsConfig(env).SLIMS_TIME_ZONE });
  try {
    await source.check();
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { cause } = error.options;
    return { failure: error, mayPass: cause instanceof Error && !('sqlState' in cause) };
  } finally {
    await source.close();
  }
}

/** Host, port and name of the database, for people. */
export const slimsPlace = (env: Env): string => mysqlPlace(slimsUrlOf(env) ?? 'mysql://-');

/** Where there is nothing but statistics: nobody moves in. */
export const slimsReader: Module = { name: 'slims', messages: slimsMessages };

export const slims: Module = {
  name: 'slims',
  messages: { ...slimsMessages, ...moveMessages, ...slimsPageMessages },
  routes: slimsRoutes,
  pages: slimsPages,
  menu: slimsMenu,
  jobs: [moveJob],
  schedules: [wakeSchedule],
};
