import { z } from 'zod';
import { as, defineConfig } from '../../kernel/config.ts';
import { type Cron, parseCron } from '../../lib/cron.ts';
import { TODAY_MODES } from './source.ts';

const cron = z.string().transform((text, context): Cron => {
  const parsed = parseCron(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'must be five cron fields, like 5 0 * * *' });
  return z.NEVER;
});

export const statisticsConfig = defineConfig({
  TODAY_COUNT_MODE: {
    value: as.oneOf(TODAY_MODES),
    default: 'direct',
    doc: 'How visitors of today are counted: direct (all of the day each time), incremental (a counter kept with each visit; own database only) or delta (what came after a full count)',
  },
  TODAY_REBASELINE_EVERY: {
    value: as.int(1, 100_000),
    default: '300',
    doc: 'In delta and incremental: a full count after so many loops, and at midnight',
  },
  VISITOR_SYNC_MIN_INTERVAL_MS: {
    value: as.int(200, 3_600_000),
    default: '1000',
    doc: 'Least time from one count of today to the next, in milliseconds',
  },
  VISITOR_SYNC_BUFFER_MS: {
    value: as.int(0, 3_600_000),
    default: '200',
    doc: 'Least rest after a count of today, in milliseconds; slow and failing counts rest longer',
  },
  VISITOR_SLOW_CRON: {
    value: cron,
    default: '5 0 * * *',
    doc: 'When the visitor figures are made anew, as five cron fields in the zone of the library; a missed run is made up',
  },
  BOOKS_SLOW_CRON: {
    value: cron,
    default: '15 0 * * *',
    doc: 'When the book and borrowing figures are made anew, as five cron fields in the zone of the library; a missed run is made up',
  },
  ENABLE_SSE_TODAY: {
    value: as.flag,
    default: 'true',
    doc: 'Whether /api/visitors/today/stream is offered',
  },
  SSE_TODAY_PER_ADDRESS: {
    value: as.int(1, 100_000),
    default: '200',
    doc: 'Open streams of one address; a school behind one router is one address',
  },
  SSE_TODAY_MAX_CLIENTS: {
    value: as.int(1, 100_000),
    default: '10000',
    doc: 'Open streams of one instance together',
  },
  USE_SEQUELIZE: {
    value: as.optional,
    doc: 'Known from older installations; has no effect',
  },
});

export type StatisticsConfig = ReturnType<typeof statisticsConfig>;
