import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { REFUND_STATUSES } from '../fine.ts';
import { receiptNo } from '../receipt.ts';
import { listRefunds, type RefundRowReply } from '../refund-views.ts';
import { approveRefund, rejectRefund } from '../verbs/decide-refund.ts';
import { moneyWords } from './words.ts';

type Row = z.output<typeof RefundRowReply>;
const HERE = '/staf/denda/pengembalian';
const TONES = { REQUESTED: 'attention', APPROVED: 'ok', REJECTED: 'plain' } as const;

export const refundsPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => shown(ctx, query, blankForm());

const decide =
  (verb: typeof approveRefund, news: string) =>
  async (ctx: Ctx, { params, form, query }: Asked): Promise<ScreenAnswer> => {
    const { refused } = await attempt(ctx, form, () => verb(ctx, { id: params.id ?? '', note: textIn(form, 'note') }));
    if (!refused) return { to: HERE, news: { code: news } };
    return { ...(await shown(ctx, query, refused)), status: 422 };
  };

export const takeApproval = decide(approveRefund, 'fines.page.approved');
export const takeRejection = decide(rejectRefund, 'fines.page.rejected');

async function shown(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = await moneyWords(ctx);
  const status = REFUND_STATUSES.find((one) => one === query.get('status')) ?? 'REQUESTED';
  const found = await listRefunds(ctx, { status, page: query.get('page') || 1, limit: 50 });
  const me = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  return {
    title: words('fines.page.refunds'),
    body: (
      <>
        <PageHead
          title={words('fines.page.refunds')}
          about={words('fines.page.refunds.about')}
          back={{ href: '/staf/denda', label: words('fines.page.title') }}
        />
        <nav aria-label={words('fines.page.refunds')} class="mb-4 flex flex-wrap gap-1 border-b">
          {REFUND_STATUSES.map((one) => (
            <a
              href={`${HERE}?status=${one}`}
              aria-current={one === status ? 'page' : undefined}
              class="aria-[current=page]:border-primary border-b-2 border-transparent px-3 py-2 aria-[current=page]:font-semibold"
            >
              {words(`fines.refund.${one}`)}
            </a>
          ))}
        </nav>
        <FormErrors form={form} words={words} />
        {found.items.length === 0 ? (
          <Empty title={words('fines.page.refunds.none')} />
        ) : (
          <ul class="panel rows">
            {found.items.map((row) => (
              <Request row={row} mine={row.requestedBy === me} words={words} />
            ))}
          </ul>
        )}
        <Pager words={words} meta={found.meta} href={({ page }) => `${HERE}?status=${status}&page=${page ?? 1}`} />
      </>
    ),
  };
}

function Request({ row, mine, words }: { row: Row; mine: boolean; words: Words }): VNode {
  return (
    <li class="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div class="min-w-0 flex-1 basis-64">
        <p>
          <strong class="tabular text-lg">{words.rupiah(row.amount)}</strong> {words(`fines.method.${row.method}`)}{' '}
          <Badge tone={TONES[row.status]}>{words(`fines.refund.${row.status}`)}</Badge>
        </p>
        <p>{row.reason}</p>
        <p class="text-muted-foreground text-sm">
          <a class="link" href={`/staf/denda/${row.fineId}`}>
            {row.memberName} ({row.memberNumber}) · {receiptNo(row.receiptNumber)}
          </a>
        </p>
        <p class="text-muted-foreground text-sm">
          {words('fines.page.asked_by', { name: row.requestedByName ?? '–', when: words.moment(row.requestedAt) })}
          {row.decidedAt &&
            ` · ${words('fines.page.decided_by', { name: row.decidedByName ?? '–', when: words.moment(row.decidedAt) })}`}
          {row.decisionNote && ` · ${row.decisionNote}`}
        </p>
      </div>
      {row.status === 'REQUESTED' && <Decision row={row} mine={mine} words={words} />}
    </li>
  );
}

/** Whoever asked does not give it to himself, but may take the request back. */
function Decision({ row, mine, words }: { row: Row; mine: boolean; words: Words }): VNode {
  const blocked = mine && row.secondPerson;
  return (
    <form method="post" action={`${HERE}/${row.id}/setuju`} class="grid gap-2">
      <FormKey form={blankForm()} />
      <input
        class="input w-full"
        name="note"
        aria-label={words('fines.page.note')}
        placeholder={words('fines.page.note')}
        maxLength={500}
      />
      <div class="flex flex-wrap gap-2">
        {!blocked && (
          <button type="submit" class="btn">
            {words('fines.page.approve')}
          </button>
        )}
        <button type="submit" class="btn" data-variant="outline" formaction={`${HERE}/${row.id}/tolak`}>
          {words(mine ? 'fines.page.take_back' : 'fines.page.reject')}
        </button>
      </div>
      {blocked && <p class="text-muted-foreground text-sm">{words('fines.second_person')}</p>}
    </form>
  );
}
