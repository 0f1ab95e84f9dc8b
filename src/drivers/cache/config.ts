import { z } from 'zod';
import { as, defineConfig, type Env } from '../../kernel/config.ts';

const isRedis = (part: string): boolean => {
  const url = URL.parse(part);
  return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
};

export const cacheConfig = defineConfig({
  REDIS_URL: {
    value: z
      .string()
      .refine((text) => addressesIn(text).every(isRedis), 'must be like redis://user:password@host:6379')
      .optional(),
    doc: 'Redis that several instances share their kept answers by; several addresses by comma, or ?cluster=true: a Cluster',
    secret: true,
  },
  REDIS_PREFIX: {
    value: as.text(),
    default: 'pustaka:',
    doc: 'Begins every key in Redis; one for each library that uses it',
  },
  REDIS_HOST: {
    value: as.optional,
    doc: 'With REDIS_PORT and REDIS_PASSWORD the same as REDIS_URL, where that is absent',
  },
  REDIS_PORT: { value: as.int(1, 65535), default: '6379', doc: 'See REDIS_HOST' },
  REDIS_PASSWORD: { value: as.optional, doc: 'See REDIS_HOST', secret: true },
});

export const addressesIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** REDIS_URL, or what its parts say together. */
export function redisUrlOf(env: Env): string | undefined {
  const { REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_PASSWORD } = cacheConfig(env);
  if (REDIS_URL || !REDIS_HOST) return REDIS_URL;
  const url = new URL(`redis://${REDIS_HOST}:${REDIS_PORT}`);
  url.password = REDIS_PASSWORD ?? '';
  return url.href;
}
