import type { Ctx } from '../../../kernel/context.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { misread } from '../../catalog/index.ts';
import { branchOf, readSettings } from '../../settings/index.ts';
import { copiesOfIsbn, membersNamed, recognise } from '../desk-views.ts';
import { type Moved, scanCopy } from '../verbs/desk-scan.ts';
import { commandIn } from './commands.ts';
import type { DeskResult, DeskState } from './desk-result.ts';
import { refusal } from './refusal-card.ts';

export interface Scan {
  code: string;
  memberId: string | null;
  returning: boolean;
  /** Asked for by a button: lend it, whatever was scanned last. */
  lend: boolean;
  confirmed: readonly string[];
}

export const deskWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

/** Recognises what was scanned and does what the desk would do with it. Every scan commits by itself. */
export async function scan(ctx: Ctx, asked: Scan): Promise<DeskState> {
  const { code, memberId, returning } = asked;
  const words = await deskWords(ctx);
  const stay = (result: DeskResult | null): DeskState => ({ memberId, returning, result });
  const command = commandIn(code);
  if (command) return command({ memberId, returning, words });
  const scanned = await recognise(ctx, { code });
  switch (scanned.kind) {
    case 'member':
      return { memberId: scanned.id, returning: false, result: null };
    case 'copy':
      return stay(await moveCopy(ctx, words, asked));
    case 'isbn':
      return stay(await copiesToChoose(ctx, words, scanned.isbn));
    default:
      if (await misread(ctx, code)) return stay(misreadScan(words, code));
      return stay(await peopleToChoose(ctx, words, code));
  }
}

async function moveCopy(ctx: Ctx, words: Words, asked: Scan): Promise<DeskResult> {
  const { code: barcode, memberId, returning, lend, confirmed } = asked;
  try {
    const moved = await scanCopy(ctx, { barcode, memberId, returning, lend, confirmed: [...confirmed] });
    return await shown(ctx, words, moved, memberId);
  } catch (error) {
    const lending = lend ? ([['maksud', 'pinjam']] as const) : [];
    const fields = [['kode', barcode], ...lending] as const;
    return refusal(ctx, words, error, { subject: barcode, again: { action: '/desk', fields } });
  }
}

async function shown(ctx: Ctx, words: Words, moved: Moved, memberId: string | null): Promise<DeskResult> {
  if ('next' in moved) return cameBack(ctx, words, moved, memberId);
  if (moved.what !== 'RETURNED_ALREADY') {
    const { warnings, due, title: subject, loanId: undo } = moved;
    return {
      tone: warnings.length > 0 ? 'attention' : 'ok',
      title: words(moved.what === 'LENT' ? 'circulation.desk.lent' : 'circulation.desk.lent_already'),
      subject,
      act: words('circulation.desk.due', { date: words.date(new Date(due)) }),
      details: warnings,
      undo,
    };
  }
  return { tone: 'ok', title: words('circulation.desk.returned_already'), subject: moved.title, details: [] };
}

type CameBack = Extract<Moved, { next: unknown }>;

async function cameBack(ctx: Ctx, words: Words, moved: CameBack, memberId: string | null): Promise<DeskResult> {
  const { from, fine, next, loanId } = moved;
  const details = from ? [words('circulation.desk.from', { name: from.name, number: from.number })] : [];
  if (fine) {
    const charged = { amount: words.rupiah(fine.amount), days: fine.days, perDay: words.rupiah(fine.perDay) };
    details.push(words('circulation.desk.fine', charged));
  }
  const calm = next.act === 'SHELVE' || next.act === 'NONE';
  const another = from !== null && from.id !== memberId;
  return {
    tone: calm && !fine ? 'ok' : 'attention',
    title: words(from ? 'circulation.desk.returned' : 'circulation.desk.checked_in'),
    subject: moved.title,
    act: await nextAct(ctx, words, next),
    details,
    ...(loanId ? { undo: loanId } : {}),
    ...(another ? { open: { number: from.number, name: from.name } } : {}),
    // Somebody stands here whose loan it was not: he may want to take it.
    ...(memberId && another && next.act === 'SHELVE' ? { lend: moved.barcode } : {}),
  };
}

/** The next physical act, with the name of the place where it leads elsewhere. */
export async function nextAct(ctx: Ctx, words: Words, { act, message, branchId }: CameBack['next']): Promise<string> {
  if (act !== 'TRANSIT' || !branchId) return message;
  return words('circulation.desk.send_to', { branch: (await branchOf(ctx, branchId)).name });
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
  const people = text.length < 2 ? [] : await membersNamed(ctx, { words: text.slice(0, 100) });
  if (people.length === 0) return unknown(words, text);
  return {
    tone: 'attention',
    title: words('circulation.desk.which_member'),
    details: [],
    choices: people.map((one) => ({ code: one.memberId, title: one.name, about: `${one.memberId} · ${one.about}` })),
  };
}

/** Nothing is offered to be added: the label says another number than the scanner. */
const misreadScan = (words: Words, code: string): DeskResult => ({
  tone: 'stop',
  title: words('circulation.desk.misread'),
  subject: code,
  details: [words('circulation.desk.misread.hint')],
});

const unknown = (words: Words, code: string): DeskResult => ({
  tone: 'stop',
  title: words('circulation.desk.unknown'),
  subject: code,
  details: [words('circulation.desk.unknown.hint')],
  ...(/^[A-Za-z0-9][A-Za-z0-9._/-]{2,39}$/.test(code) ? { quickAdd: code } : {}),
});
