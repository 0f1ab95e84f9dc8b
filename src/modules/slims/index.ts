import type { App } from '../../kernel/context.ts';
import type { Module } from '../../kernel/module.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { slimsConfig, slimsUrlOf } from './config.ts';
import { slimsMessages } from './messages.ts';
import { slimsSource } from './source.ts';

export { slimsUrlOf } from './config.ts';

/** The statistics' source, when the configuration names a SLiMS. */
export function slimsStatistics({ env }: App): StatisticsSource | null {
  const url = slimsUrlOf(env);
  return url ? slimsSource({ url, timeZone: slimsConfig(env).SLIMS_TIME_ZONE }) : null;
}

export const slims: Module = { name: 'slims', messages: slimsMessages };
