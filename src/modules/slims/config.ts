import { z } from 'zod';
import { as, defineConfig, type Env } from '../../kernel/config.ts';
import { isTimeZone } from '../../lib/calendar/zone.ts';

export const slimsConfig = defineConfig({
  SLIMS_DATABASE_URL: {
    value: z.string().refine(isMysql, 'must be like mysql://user:password@host:3306/database').optional(),
    doc: 'Statistics of this SLiMS database (MySQL or MariaDB, only read) instead of our own; ?ssl=true or ?socket=/path',
    secret: true,
  },
  SLIMS_TIME_ZONE: {
    value: z.string().refine(isTimeZone, 'must be a time zone like Asia/Jakarta'),
    default: 'Asia/Jakarta',
    doc: 'Zone of the times in the SLiMS database, which do not say it themselves',
  },
  MYSQL_HOST: {
    value: as.optional,
    doc: 'With the other MYSQL_ values the same as SLIMS_DATABASE_URL, where that is absent',
  },
  MYSQL_PORT: { value: as.int(1, 65535), default: '3306', doc: 'See MYSQL_HOST' },
  MYSQL_USER: { value: as.optional, doc: 'See MYSQL_HOST' },
  MYSQL_PASSWORD: { value: as.optional, doc: 'See MYSQL_HOST', secret: true },
  MYSQL_DATABASE: { value: as.text(), default: 'slims', doc: 'See MYSQL_HOST' },
});

export function isMysql(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^(?:mysql|mariadb):$/.test(url.protocol)) return false;
  return url.pathname.length > 1 && url.hostname !== '';
}

/** SLIMS_DATABASE_URL, or what the MYSQL_ values say together. */
export function slimsUrlOf(env: Env): string | undefined {
  const config = slimsConfig(env);
  if (config.SLIMS_DATABASE_URL || !config.MYSQL_HOST) return config.SLIMS_DATABASE_URL;
  const url = new URL(`mysql://${config.MYSQL_HOST}:${config.MYSQL_PORT}`);
  url.username = encodeURIComponent(config.MYSQL_USER ?? '');
  url.password = encodeURIComponent(config.MYSQL_PASSWORD ?? '');
  url.pathname = `/${encodeURIComponent(config.MYSQL_DATABASE)}`;
  return url.href;
}
