import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormKey } from '../../../../ui/components/field.tsx';
import { Badge, Empty, Notice, PageHead } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, refusalStatus } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { bookPath } from '../../../catalog/index.ts';
import { type OwnLoan, type OwnLoans, ownLoans } from '../../own-views.ts';
import { renew } from '../../verbs/renew.ts';
import { ownReason, ownWords, Refusal } from './reasons.tsx';

/** First page of a member's own: what is out, when it is due, and the button that keeps it longer. */
export async function loansPage(ctx: Ctx): Promise<ScreenAnswer> {
  // Who works here without a card still has a password.
  if (ctx.actor.kind === 'account' && (ctx.actor.memberId === null || ctx.actor.heldBack))
    return { to: '/akun/keamanan' };
  return shown(ctx);
}

export async function takeRenewal(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const id = form.get('id') ?? '';
  const { done, failure } = await attempt(ctx, form, () => renew(ctx, { id, confirmed: [] }));
  if (!done) return { ...(await shown(ctx, { failure, id })), status: refusalStatus(failure) };
  const words = await ownWords(ctx);
  return {
    to: '/akun',
    news: { code: 'circulation.own.renewed', params: { title: done.title, date: words.date(done.dueDate) } },
  };
}

async function shown(ctx: Ctx, refused?: { failure: Failure; id: string }): Promise<Shown> {
  const words = await ownWords(ctx);
  const mine = await ownLoans(ctx, {});
  const title = mine.loans.find((loan) => loan.id === refused?.id)?.title;
  const { count, max } = { count: mine.loans.length, max: mine.maxLoans };
  return {
    title: words('circulation.own.loans.title'),
    body: (
      <>
        <PageHead
          title={words('circulation.own.loans.title')}
          about={
            max === null
              ? words('circulation.own.loans.count_only', { count })
              : words('circulation.own.loans.count', { count, max })
          }
        />
        {refused && (
          <Refusal
            title={title ? words('circulation.own.not_renewed', { title }) : words('circulation.own.not_possible')}
            failure={refused.failure}
            words={words}
          />
        )}
        <Notices mine={mine} words={words} />
        {count === 0 ? (
          <Empty title={words('circulation.own.loans.none')}>
            <p>{words('circulation.own.loans.none.hint')}</p>
            <a class="btn mt-3" href={words.locale === 'en' ? '/en/catalog' : '/katalog'}>
              {words('circulation.own.to_catalog')}
            </a>
          </Empty>
        ) : (
          <ul class="panel rows">
            {mine.loans.map((loan) => (
              <Loan loan={loan} words={words} now={ctx.now} />
            ))}
          </ul>
        )}
      </>
    ),
  };
}

function Notices({ mine, words }: { mine: OwnLoans; words: Words }): VNode | null {
  if (mine.ready === 0 && mine.owed === 0 && mine.checks.length === 0) return null;
  return (
    <div class="mb-4 grid gap-2">
      {mine.checks.map((check) => (
        <Notice tone={check.strength === 'block' ? 'stop' : 'attention'} title={ownReason(words, check.code)} />
      ))}
      {mine.ready > 0 && (
        <Notice
          tone="ok"
          title={words(mine.ready === 1 ? 'circulation.own.ready.one' : 'circulation.own.ready', { count: mine.ready })}
        >
          <a class="link py-1" href="/akun/pemesanan">
            {words('circulation.own.ready.see')}
          </a>
        </Notice>
      )}
      {mine.owed > 0 && (
        <Notice tone="attention" title={words('circulation.own.owes', { amount: words.rupiah(mine.owed) })}>
          <a class="link py-1" href="/akun/denda">
            {words('circulation.own.owes.see')}
          </a>
        </Notice>
      )}
    </div>
  );
}

const SOON_MS = 3 * 86_400_000;

function Loan({ loan, words, now }: { loan: OwnLoan; words: Words; now: Date }): VNode {
  const left = loan.dueDate.getTime() - now.getTime();
  const [tone, state] =
    left < 0
      ? (['stop', 'overdue'] as const)
      : left < SOON_MS
        ? (['attention', 'due_soon'] as const)
        : (['plain', 'on_loan'] as const);
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3.5">
      <div class="min-w-0 flex-1 basis-64">
        <h2 class="font-serif text-lg leading-snug font-semibold">
          <a class="hover:text-primary hover:underline" href={bookPath(words.locale, loan.bookId)}>
            {loan.title}
          </a>
        </h2>
        <p class="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>{words(`circulation.own.${state}`)}</Badge>
          <span>
            {words('circulation.own.due', { date: words.date(loan.dueDate), since: words.since(loan.dueDate, now) })}
          </span>
        </p>
        <p class="text-muted-foreground mt-0.5 text-sm">
          <span class="font-mono">{loan.barcode}</span>
          {loan.renewals > 0 && <> · {words('circulation.own.renewals', { count: loan.renewals })}</>}
        </p>
        {loan.accruing && (
          <p class="text-stop mt-0.5 text-sm font-medium">
            {words('circulation.own.accrued', { amount: words.rupiah(loan.accruedFine) })}
          </p>
        )}
      </div>
      <div class="max-w-56 max-sm:max-w-none">
        {loan.whyNotRenew === null ? (
          <form method="post" action="/akun/perpanjang">
            <FormKey form={blankForm()} />
            <input type="hidden" name="id" value={loan.id} />
            <button
              type="submit"
              class="btn"
              data-variant="outline"
              aria-label={words('circulation.own.renew_of', { title: loan.title })}
            >
              {words('circulation.own.renew')}
            </button>
          </form>
        ) : (
          <p class="text-muted-foreground text-sm">{ownReason(words, loan.whyNotRenew)}</p>
        )}
      </div>
    </li>
  );
}
