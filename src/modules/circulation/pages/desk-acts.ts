import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { numberIn, textIn } from '../../../ui/form.ts';
import { createBook } from '../../catalog/index.ts';
import { payFines } from '../../fines/index.ts';
import { renew } from '../verbs/renew.ts';
import { undo } from '../verbs/undo.ts';
import { desk, stateIn, withResult } from './desk.tsx';
import type { DeskResult } from './desk-result.ts';
import { deskWords, refusal, scan } from './scan.ts';

/** A scan, a typed word, or going on with what was asked. */
export async function takeScan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const code = textIn(form, 'kode');
  if (!code) return desk(ctx, { ...stateIn(form), result: null });
  return desk(ctx, await scan(ctx, { ...stateIn(form), code: code.slice(0, 200), confirmed: form.getAll('setuju') }));
}

async function act(ctx: Ctx, form: URLSearchParams, subject: string, run: () => Promise<DeskResult>): Promise<Shown> {
  const words = await deskWords(ctx);
  try {
    return await desk(ctx, withResult(form, await run()));
  } catch (error) {
    return desk(ctx, withResult(form, refusal(ctx, words, error, subject)));
  }
}

export async function takeBackScan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  return act(ctx, form, '', async () => {
    const loan = await undo(ctx, { id: form.get('id') ?? '' });
    return { tone: 'ok', title: words('circulation.desk.undone'), subject: loan.title, details: [] };
  });
}

export async function renewLoan(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  return act(ctx, form, words('circulation.desk.renew'), async () => {
    const loan = await renew(ctx, { id: form.get('id') ?? '', confirmed: form.getAll('setuju') });
    return {
      tone: loan.warnings.length > 0 ? 'attention' : 'ok',
      title: words('circulation.desk.renewed'),
      subject: loan.title,
      act: words('circulation.desk.due', { date: words.date(loan.dueDate) }),
      details: loan.warnings.map((warning) => warning.message),
    };
  });
}

export async function takeMoney(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  return act(ctx, form, words('circulation.desk.take_money'), async () => {
    const paid = await payFines(ctx, {
      id: form.get('anggota') ?? '',
      method: (form.get('cara') ?? '') as 'CASH',
      amount: numberIn(form, 'jumlah'),
    });
    const fine = paid.payments[0]?.fineId;
    const left =
      paid.outstanding > 0 ? [words('circulation.desk.left', { amount: words.rupiah(paid.outstanding) })] : [];
    return {
      tone: 'ok',
      title: words('circulation.desk.paid', { amount: words.rupiah(paid.paid) }),
      details: left,
      ...(fine ? { receipt: `/api/v1/fines/${fine}/receipt` } : {}),
    };
  });
}

/** The least a book needs to be lent now; then it is lent, when somebody stands here. */
export async function quickAdd(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const barcode = form.get('barkode') ?? '';
  const words = await deskWords(ctx);
  const added = await act(ctx, form, barcode, async () => {
    const book = await createBook(ctx, {
      title: form.get('judul') ?? '',
      author: form.get('pengarang') ?? '',
      category: form.get('kategori') ?? '',
      stock: 1,
      barcodes: [barcode],
    });
    return {
      tone: 'ok',
      title: words('circulation.desk.added'),
      subject: book.title,
      details: [words('circulation.desk.added.hint')],
    };
  });
  const { memberId } = stateIn(form);
  if (added.status === 409 || !memberId) return added;
  // The key of this form was used for the new book; lending it is another act.
  const lending = { ...ctx, request: { ...ctx.request, idempotencyKey: undefined } };
  return desk(ctx, await scan(lending, { ...stateIn(form), code: barcode, confirmed: [] }));
}
