import { z } from 'zod';
import { holds } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { translate } from '../../kernel/i18n.ts';
import { formatRupiah } from '../../kernel/money.ts';
import type { Check } from './checks.ts';

export const OVERRIDE = 'borrowing:override';

export const WarningReply = z.object({ code: z.string(), message: z.string() });
export type Warning = z.input<typeof WarningReply>;

const say = (ctx: Ctx, check: Check): string => {
  const { amount } = check.params ?? {};
  const params = typeof amount === 'number' ? { ...check.params, amount: formatRupiah(amount) } : check.params;
  return translate(ctx.locale, check.code, params);
};

/** A member cannot answer the desk's questions for himself. */
const mayConfirm = (ctx: Ctx): boolean => ctx.scope.kind !== 'own';

const isOpen = (check: Check, confirmed: readonly string[], mayOverride: boolean): boolean => {
  if (check.strength === 'warn') return true;
  if (!confirmed.includes(check.code)) return false;
  return check.strength === 'confirm' || (mayOverride && check.hard !== true);
};

/** Goes on with the warnings, or refuses with every reason, the rule that fired and who may go on. */
export function refuseUnlessConfirmed(ctx: Ctx, checks: readonly Check[], confirmed: readonly string[]): Warning[] {
  const mayOverride = holds(ctx.actor, OVERRIDE);
  const said = mayConfirm(ctx) ? confirmed : [];
  const closed = checks.filter((check) => !isOpen(check, said, mayOverride));
  if (closed.length === 0) return checks.map((check) => ({ code: check.code, message: say(ctx, check) }));
  const reasons = closed.map((check) => ({
    code: check.code,
    strength: check.strength,
    message: say(ctx, check),
    ...(check.rule ? { rule: check.rule } : {}),
    canConfirm: mayConfirm(ctx) && (check.strength === 'confirm' || (mayOverride && check.hard !== true)),
    ...(check.strength === 'block' && check.hard !== true ? { overrideWith: OVERRIDE } : {}),
  }));
  const summary = reasons.map((reason) => reason.message).join('; ');
  throw failure('CONFLICT', 'circulation.refused', { params: { summary }, details: { reasons } });
}

/** The first reason against, for a greyed-out button; null when it may be done. */
export const firstBlock = (checks: readonly Check[]): string | null =>
  checks.find((check) => check.strength === 'block')?.code ?? null;
