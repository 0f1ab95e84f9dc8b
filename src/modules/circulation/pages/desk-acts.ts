import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { numberIn, textIn } from '../../../ui/form.ts';
import { createBook } from '../../catalog/index.ts';
import { payFines } from '../../fines/index.ts';
import { memberAtDesk } from '../desk-views.ts';
import { renew } from '../verbs/renew.ts';
import { undo } from '../verbs/undo.ts';
import { desk } from './desk.tsx';
import { type DeskResult, stateIn, withResult } from './desk-result.ts';
import { refusal } from './refusal-card.ts';
import { deskWords, type Scan, scan } from './scan.ts';

const MOST_LETTERS = 200;

const scanIn = (form: URLSearchParams, code: string): Scan => ({
  ...stateIn(form),
  code: code.slice(0, MOST_LETTERS),
  lend: form.get('maksud') === 'pinjam',
  confirmed: form.getAll('setuju'),
});

/** A scan, a typed word, or going on with what was asked. */
export async function takeScan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const code = textIn(form, 'kode');
  return desk(ctx, code ? await scan(ctx, scanIn(form, code)) : { ...stateIn(form), result: null });
}

type Again = Parameters<typeof refusal>[3];

export async function act(ctx: Ctx, asked: Again, run: () => Promise<DeskResult>): Promise<DeskResult> {
  try {
    return await run();
  } catch (error) {
    return refusal(ctx, await deskWords(ctx), error, asked);
  }
}

export async function takeBackScan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  const result = await act(ctx, { subject: words('ui.undo') }, async () => {
    const loan = await undo(ctx, { id: form.get('id') ?? '' });
    return { tone: 'ok', title: words('circulation.desk.undone'), subject: loan.title, details: [] };
  });
  return desk(ctx, withResult(form, result));
}

export async function renewLoan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  const id = form.get('id') ?? '';
  const again = { action: '/desk/perpanjang', fields: [['id', id]] as const };
  const result = await act(ctx, { subject: words('circulation.desk.renew'), again }, async () => {
    const loan = await renew(ctx, { id, confirmed: form.getAll('setuju') });
    return {
      tone: loan.warnings.length > 0 ? 'attention' : 'ok',
      title: words('circulation.desk.renewed'),
      subject: loan.title,
      // A form sent twice gets the first answer as it was kept: its moments are text.
      act: words('circulation.desk.due', { date: words.date(new Date(loan.dueDate)) }),
      details: loan.warnings.map((warning) => warning.message),
    };
  });
  return desk(ctx, withResult(form, result));
}

export async function takeMoney(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  const result = await act(ctx, { subject: words('circulation.desk.take_money') }, async () => {
    const paid = await payFines(ctx, {
      id: form.get('anggota') ?? '',
      method: (form.get('cara') ?? '') as 'CASH',
      amount: numberIn(form, 'jumlah'),
      reference: textIn(form, 'referensi'),
      keepChange: form.get('kembalian') === 'credit' ? 'credit' : undefined,
    });
    const left = paid.outstanding > 0 && words('circulation.desk.left', { amount: words.rupiah(paid.outstanding) });
    const kept =
      paid.changeCredited > 0 && words('circulation.desk.kept', { amount: words.rupiah(paid.changeCredited) });
    const receipt = new URLSearchParams(paid.payments.map((payment) => ['bayar', payment.id]));
    return {
      tone: 'ok',
      title: words('circulation.desk.paid', { amount: words.rupiah(paid.paid + paid.changeCredited) }),
      details: [left, kept].filter((line) => line !== false),
      receipt: `/staf/kuitansi?${receipt}`,
    };
  });
  return desk(ctx, withResult(form, result));
}

/** The least a book needs to be lent now; then it is lent, when somebody stands here. */
export async function quickAdd(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const barcode = form.get('barkode') ?? '';
  const words = await deskWords(ctx);
  const result = await act(ctx, { subject: barcode }, async () => {
    const book = await createBook(ctx, {
      title: form.get('judul') ?? '',
      author: form.get('pengarang') ?? '',
      category: form.get('kategori') ?? '',
      stock: 1,
      barcodes: [barcode],
      branchId: await placeFor(ctx, stateIn(form).memberId),
    });
    const hint = words('circulation.desk.added.hint');
    return { tone: 'ok', title: words('circulation.desk.added'), subject: book.title, details: [hint] };
  });
  const { memberId } = stateIn(form);
  if (result.tone === 'stop') return desk(ctx, withResult(form, { ...result, quickAdd: barcode }));
  if (!memberId) return desk(ctx, withResult(form, result));
  // The key of this form was used for the new book; lending it is another act, under a key made of it.
  const idempotencyKey = ctx.request.idempotencyKey && `${ctx.request.idempotencyKey.slice(0, 90)}-lend`;
  const lending = { ...ctx, request: { ...ctx.request, idempotencyKey } };
  return desk(ctx, await scan(lending, scanIn(form, barcode)));
}

/** Who works at no branch of his own puts the book where the member belongs. */
async function placeFor(ctx: Ctx, memberId: string | null): Promise<string | undefined> {
  const hasDesk = ctx.actor.kind === 'account' && ctx.actor.branchId !== null;
  return hasDesk || !memberId ? undefined : (await memberAtDesk(ctx, { id: memberId })).branchId;
}
