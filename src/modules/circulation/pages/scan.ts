import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { copiesOfIsbn, membersNamed, recognise } from '../desk-views.ts';
import type { Returned } from '../replies.ts';
import { borrow } from '../verbs/borrow.ts';
import { returnCopy } from '../verbs/return-borrowing.ts';
import { commandIn } from './commands.ts';
import type { DeskResult, DeskState } from './desk-result.ts';

export interface Scan {
  code: string;
  memberId: string | null;
  returning: boolean;
  confirmed: readonly string[];
}

export const deskWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

/** Recognises what was scanned and does what the desk would do with it. Every scan commits by itself. */
export async function scan(ctx: Ctx, { code, memberId, returning, confirmed }: Scan): Promise<DeskState> {
  const words = await deskWords(ctx);
  const stay = (result: DeskResult | null): DeskState => ({ memberId, returning, result });
  const command = commandIn(code);
  if (command) return command({ memberId, returning, words });
  const scanned = await recognise(ctx, { code });
  switch (scanned.kind) {
    case 'member':
      return { memberId: scanned.id, returning: false, result: null };
    case 'copy':
      if (memberId && !returning && !scanned.onLoan) return stay(await lend(ctx, words, code, memberId, confirmed));
      return stay(await takeBack(ctx, words, code, returning ? null : memberId));
    case 'isbn':
      return stay(await copiesToChoose(ctx, words, scanned.isbn));
    default:
      return stay(await peopleToChoose(ctx, words, code));
  }
}

async function lend(
  ctx: Ctx,
  words: Words,
  barcode: string,
  memberId: string,
  confirmed: readonly string[],
): Promise<DeskResult> {
  try {
    const loan = await borrow(ctx, { barcode, memberId, confirmed: [...confirmed] });
    return {
      tone: loan.warnings.length > 0 ? 'attention' : 'ok',
      title: words('circulation.desk.lent'),
      subject: loan.title,
      act: words('circulation.desk.due', { date: words.date(loan.dueDate) }),
      details: loan.warnings.map((warning) => warning.message),
      undo: loan.id,
    };
  } catch (error) {
    return refusal(ctx, words, error, barcode);
  }
}

async function takeBack(ctx: Ctx, words: Words, barcode: string, memberId: string | null): Promise<DeskResult> {
  try {
    const back = await returnCopy(ctx, { barcode });
    return returned(words, back, memberId);
  } catch (error) {
    return refusal(ctx, words, error, barcode);
  }
}

function returned(words: Words, { borrowing, copy, fine, next }: Returned, memberId: string | null): DeskResult {
  const details: string[] = [];
  if (borrowing)
    details.push(words('circulation.desk.from', { name: borrowing.memberName, number: borrowing.memberNumber }));
  if (fine) {
    const charged = {
      amount: words.rupiah(fine.amount),
      days: fine.chargedDays,
      perDay: words.rupiah(fine.finePerDay),
    };
    details.push(words('circulation.desk.fine', charged));
  }
  const calm = next.act === 'SHELVE' || next.act === 'NONE';
  return {
    tone: calm && !fine ? 'ok' : 'attention',
    title: words(borrowing ? 'circulation.desk.returned' : 'circulation.desk.checked_in'),
    subject: copy.title,
    act: next.message,
    details,
    ...(borrowing ? { undo: borrowing.id } : {}),
    // Somebody stands here whose loan it was not: he may want to take it.
    ...(memberId && borrowing && borrowing.memberId !== memberId && next.act === 'SHELVE'
      ? { lend: copy.barcode }
      : {}),
  };
}

interface Reason {
  code: string;
  message: string;
  canConfirm?: boolean;
}

/** Every reason at once; going on is offered only where this person may. */
export function refusal(ctx: Ctx, words: Words, error: unknown, code: string): DeskResult {
  if (!(error instanceof Failure) || error.kind === 'INTERNAL_ERROR' || error.kind === 'UNAUTHORIZED') throw error;
  const reasons = (error.options.details?.reasons ?? []) as Reason[];
  const messages =
    reasons.length > 0
      ? reasons.map((reason) => reason.message)
      : [translate(ctx.locale, error.reason, error.options.params)];
  const mayGoOn = reasons.length > 0 && reasons.every((reason) => reason.canConfirm);
  return {
    tone: 'stop',
    title: words('circulation.desk.stop'),
    subject: code,
    details: messages,
    ...(mayGoOn ? { confirm: { code, reasons: reasons.map((reason) => reason.code) } } : {}),
  };
}

async function copiesToChoose(ctx: Ctx, words: Words, isbn: string): Promise<DeskResult> {
  const copies = await copiesOfIsbn(ctx, { isbn });
  if (copies.length === 0) return unknown(words, isbn);
  return {
    tone: 'attention',
    title: words('circulation.desk.which_copy'),
    subject: copies[0]?.title ?? isbn,
    details: [],
    choices: copies.map((copy) => ({
      code: copy.barcode,
      title: copy.barcode,
      about: `${words(`catalog.page.status.${copy.status}`)} · ${copy.branch}`,
    })),
  };
}

async function peopleToChoose(ctx: Ctx, words: Words, text: string): Promise<DeskResult> {
  const people = text.length < 2 ? [] : await membersNamed(ctx, { words: text });
  if (people.length === 0) return unknown(words, text);
  return {
    tone: 'attention',
    title: words('circulation.desk.which_member'),
    details: [],
    choices: people.map((one) => ({ code: one.memberId, title: one.name, about: `${one.memberId} · ${one.about}` })),
  };
}

const unknown = (words: Words, code: string): DeskResult => ({
  tone: 'stop',
  title: words('circulation.desk.unknown'),
  subject: code,
  details: [words('circulation.desk.unknown.hint')],
  ...(/^[A-Za-z0-9][A-Za-z0-9._/-]{2,39}$/.test(code) ? { quickAdd: code } : {}),
});
