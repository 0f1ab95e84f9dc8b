import type { Ctx } from '../../kernel/context.ts';
import { type Locale, translate } from '../../kernel/i18n.ts';
import { formatRupiah } from '../../kernel/money.ts';
import type { Receipt } from '../../lib/pdf/receipt.ts';
import { branchOf, calendarOf, readSettings } from '../settings/index.ts';
import type { PaymentRow } from './detail.ts';
import type { Fine } from './replies.ts';

/** 'KW-000123' on paper, the number alone in the API. */
export const receiptNo = (receiptNumber: number): string => `KW-${String(receiptNumber).padStart(6, '0')}`;

/** Day and time on the branch's clock. */
export const momentText = (locale: Locale, timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZoneName: undefined,
  }).format(at);

/** What was paid on a fine, for the member's hand. */
export async function receiptOf(ctx: Ctx, fine: Fine, payments: readonly PaymentRow[]): Promise<Receipt> {
  const settings = await readSettings(ctx);
  const branch = await branchOf(ctx, payments[0]?.branchId ?? fine.branchId);
  const { timeZone } = await calendarOf(ctx, branch.id);
  const say = (word: string): string => translate(ctx.locale, `fines.receipt.${word}`);
  const last = payments.at(-1);
  const who = [...new Set(payments.map((payment) => payment.processedByName ?? '-'))].join(', ');
  const subject = [translate(ctx.locale, `fines.reason.${fine.reason}`), fine.bookTitle].filter(Boolean).join(': ');
  return {
    library: {
      name: settings.libraryName,
      lines: [branch.name, branch.address ?? settings.address, settings.receiptHeader].flatMap((line) => line ?? []),
    },
    title: say('title'),
    details: [
      { label: say('number'), value: payments.map((payment) => receiptNo(payment.receiptNumber)).join(', ') },
      { label: say('date'), value: momentText(ctx.locale, timeZone, last?.paymentDate ?? ctx.now) },
      { label: say('member'), value: `${fine.memberName} (${fine.memberNumber})` },
      { label: say('for'), value: subject },
      { label: say('by'), value: who },
    ],
    items: payments.map((payment) => itemOf(ctx.locale, timeZone, payment)),
    totals: totalsOf(fine, payments, say),
    footer: [settings.receiptFooter ?? say('thanks')],
  };
}

function itemOf(locale: Locale, timeZone: string, payment: PaymentRow): Receipt['items'][number] {
  const method = translate(locale, `fines.method.${payment.method}`);
  const note = [momentText(locale, timeZone, payment.paymentDate), payment.reference].filter(Boolean).join(' · ');
  return { text: `${receiptNo(payment.receiptNumber)} ${method}`, note, amount: formatRupiah(payment.amount) };
}

function totalsOf(fine: Fine, payments: readonly PaymentRow[], say: (word: string) => string): Receipt['totals'] {
  const sum = (of: (payment: PaymentRow) => number): number => payments.reduce((total, p) => total + of(p), 0);
  const [change, refunded] = [sum((p) => p.changeCredited), sum((p) => p.refunded)];
  const line = (word: string, amount: number, strong = false) => ({
    text: say(word),
    amount: formatRupiah(amount),
    strong,
  });
  return [
    line(
      'paid',
      sum((p) => p.amount),
      true,
    ),
    ...(change > 0 ? [line('change', change)] : []),
    ...(refunded > 0 ? [line('refunded', refunded)] : []),
    line('fine', fine.amount),
    ...(fine.waived > 0 ? [line('waived', fine.waived)] : []),
    line('outstanding', fine.outstanding, true),
  ];
}
