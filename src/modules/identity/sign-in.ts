import { z } from 'zod';
import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { failure, Remembered } from '../../kernel/errors.ts';
import { badCode, badCredentials, badToken } from './errors.ts';
import { accountOfToken, issueToken, spendToken } from './one-time-tokens.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import { accountByLogin, accountForLogin, type LoginAccount, markLogin, storeHash } from './queries.ts';
import { passSecondFactor } from './second-factor.ts';
import { byOf } from './sessions.ts';
import { type Try, takeTry, takeTryAnywhere, takeTryHere } from './tries.ts';

const CHALLENGE_MS = 5 * 60_000;

export const Code = z.string().trim().min(6).max(30);
export const credentials = {
  /** E-mail address; members may give their number instead. */
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1000),
  /** Of the authenticator, or a recovery code; may be sent afterwards with the challenge. */
  code: Code.optional(),
};
export const challenge = { challenge: z.string().min(20).max(200), code: Code };

export interface Looked {
  account: LoginAccount | null;
  /** The account that was tried, for the record. */
  tried: LoginAccount | null;
  tries: Try;
  codeTries: Try | null;
  newHash: string | null;
}

/** Exactly one verification for every answer, known account or not, open or closed. */
export async function lookAtPassword(ctx: Ctx, email: string, password: string, code?: string): Promise<Looked> {
  const tries = await takeTry(ctx, email);
  try {
    const found = await accountByLogin(ctx.sql, email);
    const right = await verifyPassword(password, found?.passwordHash);
    const account = right && found?.status === 'ACTIVE' ? found : null;
    const newHash = account?.passwordHash && isOutdated(account.passwordHash) ? await hashPassword(password) : null;
    const codeTries = account?.totpEnabledAt && code ? await takeTryAnywhere(ctx, `code|${account.id}`) : null;
    return { account, tried: found ?? null, tries, codeTries, newHash };
  } catch (error) {
    await tries.givenBack();
    throw error;
  }
}

/** Opens the door, asks for the second factor, or refuses; refusals are remembered. */
export async function admit<T>(
  ctx: VerbCtx,
  input: { email: string; password: string; code?: string | undefined },
  { account: seen, tried, tries, codeTries, newHash }: Looked,
  open: (account: LoginAccount) => Promise<T>,
): Promise<T | Remembered> {
  const account = seen && (await stillOpen(ctx, seen, newHash === null ? null : input.password));
  if (!account) return refuse(ctx, tried, shown(input.email), 'password');
  if (newHash && seen.passwordHash) await storeHash(ctx.sql, account.id, newHash, ctx.now, seen.passwordHash);
  if (!account.totpEnabledAt) return welcome(ctx, account, [tries], open);
  if (!input.code || !codeTries) {
    await tries.givenBack();
    return askForCode(ctx, account);
  }
  if (!(await passSecondFactor(ctx, account.id, input.code))) {
    await tries.givenBack();
    return refuse(ctx, account, account.name, 'second factor');
  }
  return welcome(ctx, account, [tries, codeTries], open);
}

/** Locked until the session is there: a new password or a suspension meanwhile shuts the door. */
async function stillOpen(ctx: VerbCtx, seen: LoginAccount, rehashed: string | null): Promise<LoginAccount | null> {
  const now = await accountForLogin(ctx.sql, seen.id);
  if (now?.status !== 'ACTIVE') return null;
  if (now.passwordHash === seen.passwordHash) return now;
  // Its hash was outdated: somebody who signed in at the same moment may have stored the same password anew.
  return rehashed !== null && (await verifyPassword(rehashed, now.passwordHash)) ? now : null;
}

async function welcome<T>(ctx: VerbCtx, account: LoginAccount, tries: readonly Try[], open: (a: LoginAccount) => T) {
  for (const one of tries) await one.succeeded();
  await markLogin(ctx.sql, account.id, ctx.now, ctx.request.ip);
  return open(account);
}

function refuse(
  ctx: VerbCtx,
  tried: LoginAccount | null,
  name: string | null,
  because: 'password' | 'second factor',
): Remembered {
  const by = tried ? byOf(tried) : undefined;
  ctx.record('session.refused', { type: 'LOGIN', id: tried?.id ?? 'unknown', name, new: { because }, by });
  return new Remembered(because === 'password' ? badCredentials() : badCode());
}

/** People type their password into the wrong field: only what is an address is written down. */
export const shown = (login: string): string | null => (/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(login) ? login : null);

async function askForCode(ctx: VerbCtx, account: LoginAccount): Promise<Remembered> {
  const { token, expiresAt } = await issueToken(ctx, 'LOGIN_CHALLENGE', account.id, CHALLENGE_MS);
  ctx.record('session.challenged', { type: 'LOGIN', id: account.id, name: account.name, by: byOf(account) });
  const details = { challenge: token, expiresAt: expiresAt.toISOString() };
  return new Remembered(failure('UNAUTHORIZED', 'identity.totp_required', { details }));
}

export interface Challenged {
  accountId: string;
  codeTries: Try;
}

export async function lookAtChallenge(ctx: Ctx, token: string): Promise<Challenged> {
  const tries = await takeTryHere(ctx, 'challenge');
  const accountId = await accountOfToken(ctx.sql, ['LOGIN_CHALLENGE'], token, ctx.now);
  if (!accountId) throw badToken();
  await tries.givenBack();
  return { accountId, codeTries: await takeTryAnywhere(ctx, `code|${accountId}`) };
}

/** The second half of a sign-in whose password was right. */
export async function admitByChallenge<T>(
  ctx: VerbCtx,
  input: { challenge: string; code: string },
  { accountId, codeTries }: Challenged,
  open: (account: LoginAccount) => Promise<T>,
): Promise<T | Remembered> {
  const account = await accountForLogin(ctx.sql, accountId);
  if (account?.status !== 'ACTIVE' || !account.totpEnabledAt) throw badToken();
  if (!(await passSecondFactor(ctx, accountId, input.code))) return refuse(ctx, account, account.name, 'second factor');
  if (!(await spendToken(ctx, ['LOGIN_CHALLENGE'], input.challenge))) throw badToken();
  return welcome(ctx, account, [codeTries], open);
}
