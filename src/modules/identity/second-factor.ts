import { createHmac, randomInt } from 'node:crypto';
import { keptKey } from '../../drivers/files/kept-key.ts';
import type { App, Ctx, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { openText, sealText } from '../../lib/seal-text.ts';
import { identityConfig } from './config.ts';
import { stepOfCode } from './totp.ts';

/** Keys of sealed fields, the newest first. */
export const fieldKeys = (app: App): string => identityConfig(app.env).FIELD_KEY ?? keptKey(app.dataRoot, 'field.key');

const place = (accountId: string): string => `accounts.totp_secret:${accountId}`;

const begin = prepared(
  'identity.totp.begin',
  'update accounts set totp_secret = $2, totp_enabled_at = null, totp_last_step = null, updated_at = $3 where id = $1',
);
export async function storeTotpSecret(ctx: VerbCtx, accountId: string, secret: string): Promise<void> {
  await begin.all(ctx.sql, [accountId, sealText(fieldKeys(ctx.app), secret, place(accountId)), ctx.now]);
}

/** Phones live in the real time, even when the business clock is moved for a rehearsal. */
const phoneTime = (ctx: Ctx): Date => new Date(ctx.now.getTime() - ctx.app.clock.offsetMs);

const secretOf = prepared<{ sealed: string | null }>(
  'identity.totp.secret',
  'select totp_secret as sealed from accounts where id = $1',
);
const takeStep = prepared<{ id: string }>(
  'identity.totp.step',
  `update accounts set totp_last_step = $2 where id = $1 and coalesce(totp_last_step, -1) < $2 returning id`,
);
/** A code works once: neither it nor an earlier one is taken again. */
export async function passTotp(ctx: VerbCtx, accountId: string, code: string): Promise<boolean> {
  const sealed = (await secretOf.one(ctx.sql, [accountId]))?.sealed;
  const secret = sealed ? opened(ctx, accountId, sealed) : null;
  const step = secret ? stepOfCode(secret, code, phoneTime(ctx)) : null;
  return step !== null && (await takeStep.one(ctx.sql, [accountId, step])) !== undefined;
}

/** Without its key a secret fits no code; an operator has to read why. */
function opened(ctx: Ctx, accountId: string, sealed: string): string | null {
  try {
    return openText(fieldKeys(ctx.app), sealed, place(accountId));
  } catch (err) {
    ctx.log.error({ err, accountId }, 'the secret of an authenticator cannot be opened');
    return null;
  }
}

const spend = prepared<{ id: string }>(
  'identity.recovery.spend',
  `update recovery_codes set used_at = $3 where account_id = $1 and code_hash = any ($2) and used_at is null
   returning account_id as id`,
);
/** A code of the authenticator, or one of the codes printed for the day the phone is lost. */
export async function passSecondFactor(ctx: VerbCtx, accountId: string, code: string): Promise<boolean> {
  const text = plain(code);
  if (/^\d{6}$/.test(text)) return passTotp(ctx, accountId, text);
  return (await spend.one(ctx.sql, [accountId, recoveryHashes(ctx.app, accountId, text), ctx.now])) !== undefined;
}

const plain = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();

/** Short codes are hashed with a key that is not in the database; one hash for each key, the newest first. */
const recoveryHashes = (app: App, accountId: string, code: string): Buffer[] =>
  fieldKeys(app)
    .split(',')
    .map((key) => createHmac('sha256', key.trim()).update(`${accountId}:${code}`).digest());

const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';
const CODES = 10;
const newRecoveryCode = (): string =>
  Array.from({ length: 12 }, (_, i) => (i === 4 || i === 8 ? '-' : '') + ALPHABET[randomInt(ALPHABET.length)]).join('');

const forget = prepared('identity.recovery.forget', 'delete from recovery_codes where account_id = $1');
const add = prepared(
  'identity.recovery.add',
  'insert into recovery_codes (account_id, code_hash) select $1, unnest($2::bytea[])',
);
/** Ten new ones, shown once; those before are void. */
export async function renewRecoveryCodes(ctx: VerbCtx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  await forget.all(ctx.sql, [accountId]);
  await add.all(ctx.sql, [accountId, codes.map((code) => recoveryHashes(ctx.app, accountId, plain(code))[0])]);
  return codes;
}

const enable = prepared(
  'identity.totp.enable',
  'update accounts set totp_enabled_at = $2, updated_at = $2 where id = $1',
);
export async function enableTotp(ctx: VerbCtx, accountId: string): Promise<void> {
  await enable.all(ctx.sql, [accountId, ctx.now]);
}

const disable = prepared(
  'identity.totp.disable',
  `update accounts set totp_secret = null, totp_enabled_at = null, totp_last_step = null, updated_at = $2 where id = $1`,
);
export async function disableTotp(ctx: VerbCtx, accountId: string): Promise<void> {
  await disable.all(ctx.sql, [accountId, ctx.now]);
  await forget.all(ctx.sql, [accountId]);
}
