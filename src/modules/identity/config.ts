import { z } from 'zod';
import { parseDuration } from '../../kernel/clock.ts';
import { as, defineConfig } from '../../kernel/config.ts';

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: 'must be like 24h or 7d' });
  return z.NEVER;
});

const keys = z
  .string()
  .refine((text) => text.split(',').every((key) => key.trim().length >= 32), 'every key needs 32 characters or more')
  .optional();

export const identityConfig = defineConfig({
  JWT_SECRET: {
    value: keys,
    doc: 'Key of access tokens (HS256), 32 characters or more; a new one in front by comma rotates; kept in PUSTAKA_DATA/secrets when absent',
    secret: true,
  },
  FIELD_KEY: {
    value: keys,
    doc: 'Key of sealed fields such as authenticator secrets, as JWT_SECRET; kept in PUSTAKA_DATA/secrets when absent',
    secret: true,
  },
  JWT_EXPIRES_IN: { value: duration, default: '24h', doc: 'Life of an access token' },
  JWT_REFRESH_EXPIRES_IN: { value: duration, default: '7d', doc: 'Life of a refresh token' },
  SESSION_IDLE_SECONDS: {
    value: as.int(60, 2_592_000),
    default: '3600',
    doc: 'A browser session ends after so long without use',
  },
  DESK_IDLE_SECONDS: { value: as.int(60, 31_536_000), default: '43200', doc: 'The same for a desk device' },
});
