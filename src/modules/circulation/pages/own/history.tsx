import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, Shown } from '../../../../kernel/http/screen.ts';
import { Badge, Empty, PageHead, Pager } from '../../../../ui/components/page.tsx';
import { wordsFor } from '../../../../ui/words.ts';
import { bookPath } from '../../../catalog/index.ts';
import { memberByRef } from '../../../members/index.ts';
import { readSettings } from '../../../settings/index.ts';
import { cardOf } from '../../own-views.ts';
import { listBorrowings } from '../../views.ts';

const wants = (consent: unknown): boolean =>
  typeof consent === 'object' && consent !== null && 'history' in consent && consent.history === true;

/** What was read and given back; shown as the library's settings and the member's own wish say. */
export async function historyPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const memberId = cardOf(ctx);
  const { historyOptIn, timeZone } = await readSettings(ctx);
  const words = wordsFor(ctx.locale, timeZone);
  const title = words('circulation.own.history.title');
  const member = await memberByRef(ctx, memberId, { kind: 'all' });
  if (historyOptIn && !wants(member.consent)) {
    return {
      title,
      body: (
        <>
          <PageHead title={title} />
          <Empty title={words('circulation.own.history.off')}>
            <p>{words('circulation.own.history.off.hint')}</p>
            <a class="btn mt-3" data-variant="outline" href="/akun/profil#privasi">
              {words('circulation.own.history.choose')}
            </a>
          </Empty>
        </>
      ),
    };
  }
  const cursor = query.get('cursor');
  const found = await listBorrowings(ctx, { memberId, status: 'RETURNED', ...(cursor ? { cursor } : {}) });
  return {
    title,
    body: (
      <>
        <PageHead title={title} />
        {found.items.length === 0 ? (
          <Empty title={words('circulation.own.history.none')} />
        ) : (
          <ul class="panel rows">
            {found.items.map((loan) => (
              <li class="px-4 py-3">
                <a class="link font-medium" href={bookPath(words.locale, loan.bookId)}>
                  {loan.title}
                </a>
                <p class="text-muted-foreground text-sm">
                  {words('circulation.own.history.borrowed', { date: words.date(loan.borrowDate) })}
                  {loan.returnDate && (
                    <> · {words('circulation.own.history.returned', { date: words.date(loan.returnDate) })}</>
                  )}
                  {loan.outcome && loan.outcome !== 'RETURNED' && (
                    <>
                      {' '}
                      <Badge tone="attention">{words(`circulation.own.outcome.${loan.outcome}`)}</Badge>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
        <Pager
          words={words}
          meta={onwards(found.meta)}
          href={(change) => `/akun/riwayat${change.cursor ? `?cursor=${encodeURIComponent(change.cursor)}` : ''}`}
        />
      </>
    ),
  };
}

/** A growing list is walked by its cursor alone. */
const onwards = <M extends { hasNext: boolean; hasPrev: boolean; nextCursor?: string | null }>({
  hasNext,
  hasPrev,
  nextCursor,
}: M) => ({ hasNext, hasPrev, nextCursor: nextCursor ?? null });
