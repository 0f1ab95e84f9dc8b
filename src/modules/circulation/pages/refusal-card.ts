import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import type { Issue } from '../../../kernel/validation.ts';
import type { Words } from '../../../ui/words.ts';
import type { DeskResult } from './desk-result.ts';

interface Reason {
  code: string;
  message: string;
  canConfirm?: boolean;
  overrideWith?: string;
}

interface Asked {
  subject: string;
  /** Sent again with the reasons, when this person may go on. */
  again?: { action: string; fields: readonly (readonly [string, string])[] } | undefined;
}

/** Every reason at once; going on is offered only where this person may, else it is said who may. */
export function refusal(ctx: Ctx, words: Words, error: unknown, { subject, again }: Asked): DeskResult {
  if (!(error instanceof Failure) || ['INTERNAL_ERROR', 'UNAUTHORIZED', 'UNAVAILABLE'].includes(error.kind))
    throw error;
  const { details, params } = error.options;
  const reasons = (details?.reasons ?? []) as Reason[];
  const issues = (details?.issues ?? []) as Issue[];
  const told = reasons.length > 0 ? reasons : issues;
  const messages = told.length > 0 ? told.map(({ message }) => message) : [translate(ctx.locale, error.reason, params)];
  const mayGoOn = reasons.length > 0 && reasons.every((reason) => reason.canConfirm);
  const othersMay = !mayGoOn && reasons.length > 0 && reasons.every((one) => one.canConfirm || one.overrideWith);
  return {
    tone: 'stop',
    title: words('circulation.desk.stop'),
    subject,
    details: othersMay ? [...messages, words('circulation.desk.others_may')] : messages,
    ...(mayGoOn && again
      ? { confirm: { ...again, fields: [...again.fields, ...reasons.map(({ code }) => ['setuju', code] as const)] } }
      : {}),
  };
}
