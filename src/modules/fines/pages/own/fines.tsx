import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import { failure } from '../../../../kernel/errors.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Badge, Empty, Notice, PageHead, Pager, type Tone } from '../../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { readSettings } from '../../../settings/index.ts';
import type { FineStatus } from '../../fine.ts';
import type { Fine } from '../../replies.ts';
import { balanceOfMember, finesOfMember } from '../../views.ts';

export function cardOf(ctx: Ctx): string {
  const id = ctx.actor.kind === 'account' ? ctx.actor.memberId : null;
  if (id === null) throw failure('FORBIDDEN', 'fines.own.no_card');
  return id;
}

export const ownWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

const TONE: Readonly<Record<FineStatus, Tone>> = {
  UNPAID: 'stop',
  PARTIAL: 'attention',
  PAID: 'ok',
  WAIVED: 'plain',
  CANCELLED: 'plain',
};

export const FineBadge = ({ status, words }: { status: FineStatus; words: Words }): VNode => (
  <Badge tone={TONE[status]}>{words(`fines.own.status.${status}`)}</Badge>
);

/** What is owed, and every fine there was, each leading to what it is for. */
export async function finesPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const id = cardOf(ctx);
  const words = await ownWords(ctx);
  const page = query.get('page') ?? 1;
  const [balance, fines] = await Promise.all([balanceOfMember(ctx, { id }), finesOfMember(ctx, { id, page })]);
  const title = words('fines.own.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} />
        <div class="mb-4 grid gap-2">
          <Notice
            tone={balance.outstanding > 0 ? 'attention' : 'ok'}
            title={
              balance.outstanding > 0
                ? words('fines.own.owed', { amount: words.rupiah(balance.outstanding) })
                : words('fines.own.nothing')
            }
          >
            {balance.outstanding > 0 && <p>{words('fines.own.owed.how')}</p>}
            {balance.credit > 0 && <p>{words('fines.own.credit', { amount: words.rupiah(balance.credit) })}</p>}
            <p>{words('fines.own.running')}</p>
          </Notice>
        </div>
        {fines.items.length === 0 ? (
          <Empty title={words('fines.own.none')} />
        ) : (
          <ul class="panel rows">
            {fines.items.map((fine) => (
              <Line fine={fine} words={words} />
            ))}
          </ul>
        )}
        <Pager words={words} meta={fines.meta} href={(change) => `/akun/denda?page=${change.page ?? 1}`} />
      </>
    ),
  };
}

export const subjectOf = (fine: Fine, words: Words): string => fine.bookTitle ?? words(`fines.reason.${fine.reason}`);

function Line({ fine, words }: { fine: Fine; words: Words }): VNode {
  const subject = subjectOf(fine, words);
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3.5">
      <div class="min-w-0 flex-1 basis-56">
        <h2 class="font-serif text-lg leading-snug font-semibold">{subject}</h2>
        <p class="text-muted-foreground flex flex-wrap items-center gap-x-3 gap-y-1">
          <FineBadge status={fine.status} words={words} />
          <span>
            {words(`fines.reason.${fine.reason}`)} · {words.date(fine.createdAt)}
          </span>
        </p>
      </div>
      <p class="tabular text-right font-semibold">
        {words.rupiah(fine.amount)}
        {fine.outstanding > 0 && fine.outstanding < fine.amount && (
          <span class="text-muted-foreground block text-sm font-normal">
            {words('fines.own.left', { amount: words.rupiah(fine.outstanding) })}
          </span>
        )}
      </p>
      <a
        class="btn"
        data-variant="outline"
        href={`/akun/denda/${fine.id}`}
        aria-label={words('fines.own.why_of', { title: subject })}
      >
        {words('fines.own.why')}
      </a>
    </li>
  );
}
