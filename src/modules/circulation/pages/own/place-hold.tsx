import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormErrors, FormKey, SelectField } from '../../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState, refusalStatus, textIn } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { bookPath } from '../../../catalog/index.ts';
import { cardOf, type HoldOffer, holdOffer } from '../../own-views.ts';
import { placeHold } from '../../verbs/place-hold.ts';
import { ownWords, Refusal } from './reasons.tsx';

const holdPath = (ctx: Ctx, id: string): string =>
  `${bookPath(ctx.locale, id)}/${ctx.locale === 'en' ? 'hold' : 'pesan'}`;

/** Where whoever had to sign in first comes back to, and where the branch is chosen. */
export async function holdPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const offer = await holdOffer(ctx, { id: params.id ?? '' });
  return shown(ctx, offer, blankForm({ pickupBranchId: offer.homeBranchId }));
}

export async function takeHold(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const memberId = cardOf(ctx);
  const offer = await holdOffer(ctx, { id: params.id ?? '' });
  const chosen = textIn(form, 'pickupBranchId');
  if (!chosen && offer.branches.length > 1) return { to: holdPath(ctx, offer.id) };
  const { done, refused, failure } = await attempt(ctx, form, () =>
    placeHold(ctx, { bookId: offer.id, memberId, pickupBranchId: chosen ?? offer.branches[0]?.id }),
  );
  if (done)
    return {
      to: bookPath(ctx.locale, offer.id),
      news: { code: 'circulation.own.held', params: { position: done.position ?? 1 } },
    };
  return { ...(await shown(ctx, offer, refused, failure)), status: refusalStatus(failure) };
}

async function shown(ctx: Ctx, offer: HoldOffer, form: FormState, refused?: Failure): Promise<Shown> {
  const words = await ownWords(ctx);
  const isRefusal = refused?.kind === 'CONFLICT';
  return {
    title: words('circulation.own.place'),
    body: (
      <div class="panel mx-auto max-w-xl p-5 sm:p-8">
        <p class="text-muted-foreground">{words('circulation.own.place')}</p>
        <h1 class="font-serif text-3xl leading-tight font-semibold">{offer.title}</h1>
        <p class="mt-1 mb-5 text-lg">{offer.author}</p>
        {isRefusal ? (
          <Refusal title={words('circulation.own.not_possible')} failure={refused} words={words} />
        ) : (
          <FormErrors form={form} words={words} />
        )}
        <p class="text-muted-foreground mb-5">{prospect(offer, words)}</p>
        <form method="post" action={holdPath(ctx, offer.id)} class="grid gap-4">
          <FormKey form={isRefusal ? blankForm() : form} />
          <Where offer={offer} form={form} words={words} />
          <div class="flex flex-wrap gap-3">
            <button type="submit" class="btn" data-size="lg">
              {words('circulation.own.place')}
            </button>
            <a class="btn" data-size="lg" data-variant="ghost" href={bookPath(ctx.locale, offer.id)}>
              {words('ui.cancel')}
            </a>
          </div>
        </form>
      </div>
    ),
  };
}

function prospect(offer: HoldOffer, words: Words): string {
  if (offer.waiting === 1) return words('circulation.own.place.waiting.one');
  if (offer.waiting > 0) return words('circulation.own.place.waiting', { count: offer.waiting });
  return words(offer.available > 0 ? 'circulation.own.place.free' : 'circulation.own.place.next');
}

function Where({ offer, form, words }: { offer: HoldOffer; form: FormState; words: Words }): VNode | null {
  const only = offer.branches.length === 1 ? offer.branches[0] : undefined;
  if (only) return <input type="hidden" name="pickupBranchId" value={only.id} />;
  return (
    <SelectField
      form={form}
      name="pickupBranchId"
      label={words('circulation.own.place.where')}
      options={offer.branches.map(({ id, name }) => ({ value: id, label: name }))}
      required
    />
  );
}
