import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Facts, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { Icon } from '../../../../ui/icon.tsx';
import type { Words } from '../../../../ui/words.ts';
import { bookPath } from '../../../catalog/index.ts';
import { calendarOf } from '../../../settings/index.ts';
import { dayByDay, type LateDay, type LateStory, lateStory } from '../../days.ts';
import { getFine } from '../../detail.ts';
import { noFine } from '../../errors.ts';
import { receiptNo } from '../../receipt.ts';
import { cardOf, FineBadge, ownWords, subjectOf } from './fines.tsx';

type Detail = Awaited<ReturnType<typeof getFine>>;

/** One fine with all that led to it: the days, the price, the payments. */
export async function finePage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const words = await ownWords(ctx);
  const fine = await getFine(ctx, { id: params.id ?? '' });
  if (fine.memberId !== cardOf(ctx)) throw noFine();
  const story = lateStory(fine.explanation);
  const days = story ? dayByDay(story, (await calendarOf(ctx, fine.branchId)).isOpen) : null;
  const subject = subjectOf(fine, words);
  return {
    title: subject,
    body: (
      <>
        <PageHead
          title={subject}
          about={words(`fines.reason.${fine.reason}`)}
          back={{ href: '/akun/denda', label: words('fines.own.title') }}
        />
        <Panel>
          <Facts
            facts={[
              {
                label: words('fines.own.amount'),
                value: (
                  <span class="flex flex-wrap items-center gap-3">
                    <strong class="tabular">{words.rupiah(fine.amount)}</strong>
                    <FineBadge status={fine.status} words={words} />
                    {fine.outstanding > 0 && words('fines.own.left', { amount: words.rupiah(fine.outstanding) })}
                  </span>
                ),
              },
              { label: words('fines.own.charged'), value: words.date(fine.createdAt) },
              fine.bookId !== null && {
                label: words('fines.own.book'),
                value: (
                  <>
                    <a class="link" href={bookPath(ctx.locale, fine.bookId)}>
                      {fine.bookTitle}
                    </a>{' '}
                    <span class="font-mono text-sm">{fine.barcode}</span>
                  </>
                ),
              },
              ...lateFacts(story, words),
              ...otherFacts(fine, words),
            ]}
          />
        </Panel>
        {days && (
          <Panel title={words('fines.own.day_by_day')} flush>
            <Days days={days} words={words} />
          </Panel>
        )}
        <Payments fine={fine} words={words} />
      </>
    ),
  };
}

export function lateFacts(story: LateStory | null, words: Words) {
  if (!story) return [];
  return [
    { label: words('fines.own.due'), value: words.date(story.dueDate) },
    { label: words('fines.own.until'), value: words.date(story.until) },
    {
      label: words('fines.own.lateness'),
      value: words('fines.own.days', { late: story.lateDays, charged: story.chargedDays }),
    },
    { label: words('fines.own.per_day'), value: words.rupiah(story.finePerDay) },
    { label: words('fines.own.most'), value: story.maxFine === null ? null : words.rupiah(story.maxFine) },
  ];
}

export function otherFacts({ explanation: { description, price } }: Detail, words: Words) {
  return [
    { label: words('fines.own.note'), value: typeof description === 'string' ? description : null },
    { label: words('fines.own.price'), value: typeof price === 'number' ? words.rupiah(price) : null },
  ];
}

const Days = ({ days, words }: { days: readonly LateDay[]; words: Words }): VNode => (
  <Table
    caption={words('fines.own.day_by_day')}
    rows={days}
    columns={[
      { label: words('fines.own.day'), head: true, cell: ({ date }) => words.date(date) },
      { label: words('fines.own.day.counts'), cell: ({ kind }) => words(`fines.own.day.${kind}`) },
      { label: words('fines.own.day.sum'), number: true, cell: ({ sum }) => words.rupiah(sum) },
    ]}
  />
);

function Payments({ fine, words }: { fine: Detail; words: Words }): VNode | null {
  if (fine.payments.length === 0 && fine.waivers.length === 0) return null;
  return (
    <Panel title={words('fines.own.payments')} flush>
      <ul class="rows">
        {fine.payments.map((payment) => {
          const number = receiptNo(payment.receiptNumber);
          return (
            <li class="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
              <p class="min-w-0 flex-1 basis-48">
                <strong class="tabular">{words.rupiah(payment.amount)}</strong>{' '}
                {words(`fines.method.${payment.method}`)}
                <span class="text-muted-foreground block text-sm">
                  {number} · {words.moment(payment.paymentDate)}
                </span>
              </p>
              <a
                class="btn"
                data-variant="outline"
                data-turbo="false"
                href={`/akun/denda/${fine.id}/kuitansi?${new URLSearchParams({ paymentId: payment.id })}`}
                aria-label={words('fines.own.receipt_of', { number })}
              >
                <Icon name="print" />
                {words('fines.own.receipt')}
              </a>
            </li>
          );
        })}
        {fine.waivers.map((waiver) => (
          <li class="px-4 py-3">
            {words('fines.own.waived', { amount: words.rupiah(waiver.amount), reason: waiver.reason })}
            <span class="text-muted-foreground block text-sm">{words.moment(waiver.waivedAt)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
