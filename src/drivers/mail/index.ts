import { join } from 'node:path';
import type { Env } from '../../kernel/config.ts';
import type { Mail } from './mail.ts';
import { outboxMail } from './outbox.ts';
import { mailConfig, smtpMail } from './smtp.ts';

/** The mail server of the configuration, or a folder of letters. */
export function mailFrom(env: Env, dataRoot: string): Mail {
  const { SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, MAIL_FROM } = mailConfig(env);
  if (!SMTP_HOST) return outboxMail(join(dataRoot, 'outbox'));
  return smtpMail({ host: SMTP_HOST, port: SMTP_PORT, user: SMTP_USER, pass: SMTP_PASS, from: MAIL_FROM });
}
