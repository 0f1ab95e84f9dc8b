import { z } from 'zod';
import { parseDuration } from './kernel/clock.ts';
import { as, defineConfig } from './kernel/config.ts';
import { oldNames } from './old-names.ts';

export const startConfig = defineConfig({
  PUSTAKA_DATA: {
    value: as.text(),
    default: './data',
    doc: 'Folder that holds everything: database, files, keys, backups',
  },
  DATABASE_URL: {
    value: as.optional,
    doc: 'Use this PostgreSQL (15 or newer) instead of the embedded one; the application role',
    secret: true,
  },
  DATABASE_OWNER_URL: {
    value: as.optional,
    doc: 'The same database as the role that owns and migrates it; DATABASE_URL when absent',
    secret: true,
  },
  DATABASE_POOL: { value: as.int(2, 200), default: '10', doc: 'Connections of the web part' },
  PGBOUNCER: { value: as.flag, default: 'off', doc: 'on when DATABASE_URL points at PgBouncer in transaction mode' },
  PUSTAKA_CLOCK_OFFSET: {
    value: z.string().transform((text, context) => {
      const ms = parseDuration(text);
      if (ms !== null) return ms;
      context.addIssue({ code: 'custom', message: 'must be like 20d, -3h or 90m' });
      return z.NEVER;
    }),
    default: '0s',
    doc: 'Moves the business clock, for rehearsals and tests; loud in log and health',
  },
});

defineConfig(oldNames);
