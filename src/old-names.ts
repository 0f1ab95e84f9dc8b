import { as, type ConfigEntry } from './kernel/config.ts';

/** What other documents call a setting that has another name here. */
const MEANT = { DATABASE_URL_WRITE: 'DATABASE_URL', APP_URL: 'PUBLIC_URL' } as const;

const also = (name: string): ConfigEntry => ({
  value: as.optional,
  doc: `Another name of ${name}; read where that is absent`,
});
const accepted = (doc: string): ConfigEntry => ({ value: as.optional, doc: `Accepted, no effect yet: ${doc}` });
const FILES = 'files are kept in PUSTAKA_DATA/files';

export const oldNames = {
  DATABASE_URL_WRITE: { ...also(MEANT.DATABASE_URL_WRITE), secret: true },
  APP_URL: also(MEANT.APP_URL),
  DATABASE_URL_READ: { ...accepted('everything is read from DATABASE_URL'), secret: true },
  S3_BUCKET: accepted(FILES),
  S3_REGION: accepted(FILES),
  S3_ACCESS_KEY: { ...accepted(FILES), secret: true },
  S3_SECRET_KEY: { ...accepted(FILES), secret: true },
  SENTRY_DSN: { ...accepted('errors stand in the log'), secret: true },
  NODE_ENV: accepted('there is one way to run'),
};

/** Before anything reads the environment, so that everything below knows one name only. */
export function useOldNames(env: Record<string, string | undefined>): void {
  for (const [old, name] of Object.entries(MEANT)) if (!env[name] && env[old]) env[name] = env[old];
}
