import { randomUUID } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { as, defineConfig } from '../../kernel/config.ts';
import { outside } from '../outside.ts';
import { type Letter, type Mail, oneLine } from './mail.ts';

export const mailConfig = defineConfig({
  SMTP_HOST: { value: as.optional, doc: 'Mail server; without one letters are files in PUSTAKA_DATA/outbox' },
  SMTP_PORT: { value: as.int(1, 65535), default: '587', doc: '465 speaks TLS at once, others when it is offered' },
  SMTP_USER: {
    value: as.optional,
    doc: 'Name at the mail server; a password is only sent over TLS, or to this machine',
  },
  SMTP_PASS: { value: as.optional, doc: 'Password at the mail server', secret: true },
  MAIL_FROM: { value: as.optional, doc: 'Sender of letters; SMTP_USER or pustaka@SMTP_HOST when absent' },
});

export interface SmtpOptions {
  host: string;
  port: number;
  user?: string | undefined;
  pass?: string | undefined;
  from?: string | undefined;
  timeoutMs?: number;
  pauseMs?: number;
}

const TIMEOUT_MS = 10_000;
const isHere = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '::1';

/** A letter that was refused for what it is comes with a 5xx answer; anything else says the server is in trouble. */
const isOutage = (error: Error): boolean => !('responseCode' in error && Number(error.responseCode) >= 500);

export function smtpMail(o: SmtpOptions): Mail {
  const patience = o.timeoutMs ?? TIMEOUT_MS;
  const pause = o.pauseMs ? { pauseMs: o.pauseMs } : {};
  const server = outside({ name: 'mail', timeoutMs: patience, retries: 2, isOutage, ...pause });
  const from = o.from ?? (o.user?.includes('@') ? o.user : `pustaka@${o.host}`);
  let transport: Promise<Transporter> | undefined;
  return {
    kind: 'smtp',
    async send(letter) {
      transport ??= connect(o, patience);
      const ready = await transport;
      // The same id at every try, so that a letter sent twice is seen once.
      const messageId = `<${randomUUID()}@pustaka>`;
      await server.run(() => ready.sendMail({ from, messageId, ...safe(letter) }));
    },
  };
}

const safe = ({ to, subject, text }: Letter): Letter => ({ to: oneLine(to), subject: oneLine(subject), text });

async function connect(o: SmtpOptions, patience: number): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: o.host,
    port: o.port,
    secure: o.port === 465,
    requireTLS: o.user !== undefined && !isHere(o.host),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(o.user === undefined ? {} : { auth: { user: o.user, pass: o.pass ?? '' } }),
  });
}
