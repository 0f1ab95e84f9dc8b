import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormKey } from '../../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Panel, type Tone } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, refusalStatus } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { bookPath } from '../../../catalog/index.ts';
import { holdNotFound } from '../../errors.ts';
import { type OwnHold, ownHolds } from '../../own-views.ts';
import { cancelHold } from '../../verbs/close-hold.ts';
import { ownWords, Refusal } from './reasons.tsx';

export const holdsPage = (ctx: Ctx): Promise<Shown> => shown(ctx);

export async function takeCancelling(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, failure } = await attempt(ctx, form, () => cancelOwn(ctx, form.get('id') ?? ''));
  if (done)
    return { to: '/akun/pemesanan', news: { code: 'circulation.own.hold.cancelled', params: { title: done.title } } };
  return { ...(await shown(ctx, failure)), status: refusalStatus(failure) };
}

/** Here everybody gives up his own place only, whatever he may do at the desk. */
async function cancelOwn(ctx: Ctx, id: string) {
  const mine = (await ownHolds(ctx, {})).find((hold) => hold.id === id);
  if (!mine) throw holdNotFound();
  return cancelHold(ctx, { id });
}

const isOpen = (hold: OwnHold): boolean => hold.status === 'WAITING' || hold.status === 'SHELVED';

async function shown(ctx: Ctx, refused?: Failure): Promise<Shown> {
  const words = await ownWords(ctx);
  const all = await ownHolds(ctx, {});
  const open = all.filter(isOpen);
  const past = all.filter((hold) => !isOpen(hold));
  const title = words('circulation.own.holds.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} />
        {refused && <Refusal title={words('circulation.own.not_possible')} failure={refused} words={words} />}
        {open.length === 0 ? (
          <Empty title={words('circulation.own.holds.none')}>{words('circulation.own.holds.none.hint')}</Empty>
        ) : (
          <ul class="panel rows mb-4">
            {open.map((hold) => (
              <Hold hold={hold} words={words} />
            ))}
          </ul>
        )}
        {past.length > 0 && (
          <Panel title={words('circulation.own.hold.past')} flush>
            <ul class="rows">
              {past.map((hold) => (
                <li class="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
                  <a class="link min-w-0 flex-1 basis-48" href={bookPath(words.locale, hold.bookId)}>
                    {hold.title}
                  </a>
                  <span class="text-muted-foreground text-sm">
                    {words(`circulation.own.hold.${hold.status}`)}
                    {hold.closedAt && <> · {words.date(hold.closedAt)}</>}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </>
    ),
  };
}

const TONE: Readonly<Partial<Record<OwnHold['status'], Tone>>> = { SHELVED: 'ok', WAITING: 'plain' };

function Hold({ hold, words }: { hold: OwnHold; words: Words }): VNode {
  const ready = hold.status === 'SHELVED';
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3.5">
      <div class="min-w-0 flex-1 basis-64">
        <h2 class="font-serif text-lg leading-snug font-semibold">
          <a class="hover:text-primary hover:underline" href={bookPath(words.locale, hold.bookId)}>
            {hold.title}
          </a>
        </h2>
        <p class="text-muted-foreground">{hold.author}</p>
        <p class="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={TONE[hold.status] ?? 'plain'}>{words(`circulation.own.hold.${hold.status}`)}</Badge>
          {hold.position !== null && (
            <span class="tabular">{words('circulation.own.hold.position', { position: hold.position })}</span>
          )}
          <span class={ready ? 'font-semibold' : 'text-muted-foreground'}>
            {words('circulation.own.hold.fetch', { branch: hold.branch })}
            {hold.expiresAt && <> {words('circulation.own.hold.until', { date: words.date(hold.expiresAt) })}</>}
          </span>
        </p>
        <p class="text-muted-foreground mt-0.5 text-sm">
          {words('circulation.own.hold.placed', { date: words.date(hold.placedAt) })}
        </p>
      </div>
      <details class="max-sm:w-full">
        <summary
          class="btn list-none"
          data-variant="outline"
          aria-label={words('circulation.own.hold.cancel_of', { title: hold.title })}
        >
          {words('circulation.own.hold.cancel')}
        </summary>
        <form method="post" action="/akun/pemesanan/batal" class="mt-2 max-w-56">
          <FormKey form={blankForm()} />
          <input type="hidden" name="id" value={hold.id} />
          <p class="text-muted-foreground mb-2 text-sm">{words('circulation.own.hold.cancel.sure')}</p>
          <button type="submit" class="btn" data-variant="destructive" data-size="sm">
            {words('circulation.own.hold.cancel.yes')}
          </button>
        </form>
      </details>
    </li>
  );
}
