import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Badge, Facts, PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { lateStory } from '../days.ts';
import { getFine } from '../detail.ts';
import type { METHODS } from '../fine.ts';
import { receiptNo } from '../receipt.ts';
import { payFine } from '../verbs/pay.ts';
import { requestRefund } from '../verbs/request-refund.ts';
import { waiveFine } from '../verbs/waive.ts';
import { Pay, Refund, Waive } from './fine-forms.tsx';
import { lateFacts, otherFacts } from './own/fine.tsx';
import { FineBadge } from './own/fines.tsx';
import { moneyWords } from './words.ts';

export type Detail = Awaited<ReturnType<typeof getFine>>;
type Act = 'bayar' | 'hapuskan' | 'kembalikan';
interface Refused {
  act: Act;
  form: FormState;
}

export const finePage = (ctx: Ctx, asked: Asked): Promise<Shown> => shown(ctx, asked.params.id ?? '', null);

const act =
  (name: Act, news: string, doing: (ctx: Ctx, id: string, form: URLSearchParams) => Promise<unknown>) =>
  async (ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> => {
    const id = params.id ?? '';
    const { refused } = await attempt(ctx, form, () => doing(ctx, id, form));
    if (!refused) return { to: `/staf/denda/${id}`, news: { code: news } };
    return { ...(await shown(ctx, id, { act: name, form: refused })), status: 422 };
  };

const methodIn = (form: URLSearchParams) => (form.get('method') ?? '') as (typeof METHODS)[number];

export const takePayment = act('bayar', 'fines.page.paid', (ctx, id, form) =>
  payFine(ctx, {
    id,
    amount: numberIn(form, 'amount'),
    method: methodIn(form),
    reference: textIn(form, 'reference'),
    keepChange: form.get('keepChange') === 'credit' ? 'credit' : undefined,
  }),
);
export const takeWaiver = act('hapuskan', 'fines.page.waived', (ctx, id, form) =>
  waiveFine(ctx, { id, amount: numberIn(form, 'amount'), reason: form.get('reason') ?? '' }),
);
export const takeRefundRequest = act('kembalikan', 'fines.page.refund_asked', (ctx, id, form) =>
  requestRefund(ctx, {
    id,
    paymentId: form.get('paymentId') ?? '',
    amount: numberIn(form, 'amount'),
    method: methodIn(form),
    reason: form.get('reason') ?? '',
  }),
);

async function shown(ctx: Ctx, id: string, refused: Refused | null): Promise<Shown> {
  const [words, fine] = [await moneyWords(ctx), await getFine(ctx, { id })];
  const title = words(`fines.reason.${fine.reason}`);
  const form = (name: Act, values: Record<string, string> = {}): FormState =>
    refused?.act === name ? refused.form : blankForm(values);
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          about={
            <p class="flex flex-wrap items-center gap-2">
              <a class="link" href={`/staf/anggota/${fine.memberId}`}>
                {fine.memberName}
              </a>
              <span class="font-mono">{fine.memberNumber}</span>
              <FineBadge status={fine.status} words={words} />
            </p>
          }
          back={{ href: '/staf/denda', label: words('fines.page.title') }}
        />
        <div class="grid items-start gap-x-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div class="min-w-0">
            <About fine={fine} words={words} />
            <Story fine={fine} words={words} />
          </div>
          <div class="min-w-0">
            {fine.can.pay && <Pay fine={fine} form={form('bayar')} words={words} />}
            {fine.can.waive && <Waive form={form('hapuskan')} fine={fine} words={words} />}
            {fine.can.refund && <Refund fine={fine} form={form('kembalikan')} words={words} />}
          </div>
        </div>
      </>
    ),
  };
}

interface Part {
  fine: Detail;
  words: Words;
}

const About = ({ fine, words }: Part): VNode => (
  <Panel>
    <Facts
      facts={[
        { label: words('fines.own.amount'), value: <strong class="tabular">{words.rupiah(fine.amount)}</strong> },
        { label: words('fines.receipt.paid'), value: fine.paid > 0 ? words.rupiah(fine.paid) : null },
        { label: words('fines.receipt.waived'), value: fine.waived > 0 ? words.rupiah(fine.waived) : null },
        {
          label: words('fines.receipt.outstanding'),
          value: <strong class="tabular">{words.rupiah(fine.outstanding)}</strong>,
        },
        { label: words('fines.own.charged'), value: words.moment(fine.createdAt) },
        fine.bookId !== null && {
          label: words('fines.own.book'),
          value: (
            <>
              <a class="link" href={`/staf/buku/${fine.bookId}`}>
                {fine.bookTitle}
              </a>{' '}
              <span class="font-mono text-sm">{fine.barcode}</span>
            </>
          ),
        },
        ...lateFacts(lateStory(fine.explanation), words),
        ...otherFacts(fine, words),
      ]}
    />
  </Panel>
);

/** Money that came, was let go, and went back. */
function Story({ fine, words }: Part): VNode | null {
  const { payments, waivers, refunds } = fine;
  if (payments.length + waivers.length + refunds.length === 0) return null;
  return (
    <Panel title={words('fines.own.payments')} flush>
      <ul class="rows">
        {payments.map((payment) => (
          <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <p class="min-w-0 flex-1 basis-52">
              <strong class="tabular">{words.rupiah(payment.amount)}</strong> {words(`fines.method.${payment.method}`)}
              <span class="text-muted-foreground block text-sm">
                {[
                  receiptNo(payment.receiptNumber),
                  words.moment(payment.paymentDate),
                  payment.processedByName,
                  payment.reference,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {payment.refunded > 0 && (
                <Badge tone="attention">
                  {words('fines.page.refunded', { amount: words.rupiah(payment.refunded) })}
                </Badge>
              )}
            </p>
            <a
              class="btn"
              data-variant="outline"
              data-size="sm"
              href={`/staf/kuitansi?bayar=${payment.id}`}
              target="_blank"
              rel="noopener"
            >
              <Icon name="print" />
              {words('fines.own.receipt')}
            </a>
          </li>
        ))}
        {waivers.map((waiver) => (
          <li class="px-4 py-2.5">
            {words('fines.own.waived', { amount: words.rupiah(waiver.amount), reason: waiver.reason })}
            <span class="text-muted-foreground block text-sm">
              {[words.moment(waiver.waivedAt), waiver.waivedByName].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
        {refunds.map((refund) => (
          <li class="px-4 py-2.5">
            {words('fines.page.refund_line', { amount: words.rupiah(refund.amount), reason: refund.reason })}{' '}
            <Badge tone={refund.status === 'APPROVED' ? 'ok' : refund.status === 'REQUESTED' ? 'attention' : 'plain'}>
              {words(`fines.refund.${refund.status}`)}
            </Badge>
            <span class="text-muted-foreground block text-sm">
              {[words.moment(refund.requestedAt), refund.requestedByName, refund.decidedByName]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
