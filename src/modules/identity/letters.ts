import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { httpConfig } from '../../kernel/http/config.ts';
import { type Locale, translate } from '../../kernel/i18n.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import { prepared } from '../../kernel/prepared.ts';
import { asSystem } from '../../kernel/verb.ts';
import { readSettings } from '../settings/index.ts';
import { identityMessages } from './messages.ts';
import { issueToken, spendAllTokens, type TokenPurpose } from './one-time-tokens.ts';
import { createMemberAccount } from './provide-account.ts';

/** The job that writes to people about signing in. The link's secret is made here, so it never lies in the queue. */
export const LETTER_JOB = 'identity.letter';

const Wanted = z.discriminatedUnion('letter', [
  z.object({ letter: z.literal('reset'), login: z.string() }),
  z.object({ letter: z.literal('activation'), memberId: z.string(), email: z.string() }),
  z.object({ letter: z.literal('invitation'), accountId: z.string() }),
]);
type Wanted = z.output<typeof Wanted>;

interface Recipient {
  id: string;
  name: string;
  locale: Locale;
  /** Where the letter goes: of the account, or of the member behind it. */
  to: string | null;
  hasPassword: boolean;
}

const RECIPIENT = `a.id, a.name, a.locale, coalesce(a.email, m.email) as "to", a.password_hash is not null as "hasPassword"
  from accounts a left join members m on m.account_id = a.id and m.status <> 'DELETED'`;

const byLogin = prepared<Recipient>(
  'identity.letter.login',
  `select ${RECIPIENT} where a.status = 'ACTIVE' and (lower(a.email) = lower($1) or lower(m.member_id) = lower($1)) limit 1`,
);
const byId = prepared<Recipient>('identity.letter.id', `select ${RECIPIENT} where a.status = 'ACTIVE' and a.id = $1`);

const memberOf = prepared<{ id: string; name: string; accountId: string | null }>(
  'identity.letter.member',
  `select id, name, account_id as "accountId" from members
   where lower(member_id) = lower($1) and lower(email) = lower($2) and status <> 'DELETED' for no key update`,
);

/** The member's account, made now when there is none; undefined when number and address do not belong together. */
async function accountOfMember(ctx: VerbCtx, memberId: string, email: string): Promise<string | undefined> {
  const member = await memberOf.one(ctx.sql, [memberId, email]);
  if (!member) return undefined;
  return member.accountId ?? createMemberAccount(ctx, { name: member.name, email, memberId: member.id });
}

async function recipientOf(ctx: VerbCtx, wanted: Wanted): Promise<Recipient | undefined> {
  if (wanted.letter === 'reset') return byLogin.one(ctx.sql, [wanted.login]);
  if (wanted.letter === 'invitation') return byId.one(ctx.sql, [wanted.accountId]);
  const accountId = await accountOfMember(ctx, wanted.memberId, wanted.email);
  return accountId ? byId.one(ctx.sql, [accountId]) : undefined;
}

const HOUR = 3_600_000;
const LETTERS: Record<'reset' | 'activation' | 'invitation', { purpose: TokenPurpose; hours: number; path: string }> = {
  reset: { purpose: 'PASSWORD_RESET', hours: 1, path: 'reset-password' },
  activation: { purpose: 'ACTIVATION', hours: 24, path: 'activate' },
  invitation: { purpose: 'ACTIVATION', hours: 72, path: 'activate' },
};

/** Writes and sends; nothing at all when nobody is meant. A letter written again makes the one before void. */
export async function sendLetter(ctx: Ctx, data: unknown): Promise<void> {
  const wanted = Wanted.parse(data);
  const letter = await asSystem(ctx, async (tx) => {
    const person = await recipientOf(tx, wanted);
    if (!person?.to) return tx.unchanged(undefined);
    const kind = wanted.letter === 'activation' && person.hasPassword ? 'reset' : wanted.letter;
    const { purpose, hours, path } = LETTERS[kind];
    await spendAllTokens(tx, person.id, [purpose]);
    const { token } = await issueToken(tx, purpose, person.id, hours * HOUR);
    const { libraryName } = await readSettings(tx);
    const link = `${baseUrl(ctx)}/${person.locale === 'en' ? 'en/' : ''}${path}?token=${token}`;
    const params = { name: person.name, library: libraryName, link, hours };
    const say = (part: string) => translate(person.locale, `identity.letter_${kind}${part}`, params);
    // Whoever asked for the letter recorded that.
    return tx.unchanged({ to: person.to, subject: say('_subject'), text: say('') });
  });
  if (letter) await ctx.drivers.mail.send(letter);
}

function baseUrl(ctx: Ctx): string {
  const { PUBLIC_URL, HOST, PORT } = httpConfig(ctx.app.env);
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST;
  return PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}

export const letterJob: JobDefinition = {
  name: LETTER_JOB,
  title: identityMessages['identity.job_letter'],
  retryLimit: 5,
  run: sendLetter,
};
