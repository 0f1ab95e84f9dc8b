import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../../ui/components/field.tsx';
import { Notice, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { type Copy, EDITABLE_STATUSES } from '../../copy.ts';
import { choices } from '../../staff/choices.ts';
import { updateCopy } from '../../verbs/update-copy.ts';
import { withdrawCopy } from '../../verbs/withdraw-copy.ts';
import { getCopy } from '../../views.ts';
import { CopyBadge } from '../copy-table.tsx';
import { copyPath } from './copies.tsx';
import { CopyRest, Places } from './copy-fields.tsx';
import { staffWords, whyText } from './words.ts';

const formOf = (copy: Copy): FormState =>
  blankForm({
    newBarcode: copy.barcode,
    branchId: copy.branchId,
    collectionTypeId: copy.collectionType.id,
    location: copy.location,
    status: copy.status,
    price: copy.price === null ? null : String(copy.price),
    acquiredOn: copy.acquiredOn,
    inventoryNumber: copy.inventoryNumber,
    notes: copy.notes,
  });

export async function copyPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const copy = await getCopy(ctx, { barcode: params.barcode ?? '' });
  return copyShown(ctx, copy, formOf(copy), blankForm());
}

export async function takeCopy(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const barcode = params.barcode ?? '';
  const status = textIn(form, 'status');
  const { done, refused } = await attempt(ctx, form, () =>
    updateCopy(ctx, {
      barcode,
      newBarcode: textIn(form, 'newBarcode'),
      branchId: textIn(form, 'branchId'),
      collectionTypeId: textIn(form, 'collectionTypeId'),
      location: form.get('location') ?? '',
      ...(status ? { status: status as 'AVAILABLE' } : {}),
      price: numberIn(form, 'price') ?? null,
      acquiredOn: textIn(form, 'acquiredOn') ?? null,
      inventoryNumber: form.get('inventoryNumber') ?? '',
      notes: form.get('notes') ?? '',
    }),
  );
  if (done)
    return {
      to: copyPath(done.barcode),
      news: { code: 'catalog.staff.copy_saved', params: { barcode: done.barcode } },
    };
  return { ...(await copyShown(ctx, await getCopy(ctx, { barcode }), refused, blankForm())), status: 422 };
}

export async function takeAway(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const barcode = params.barcode ?? '';
  const { done, refused } = await attempt(ctx, form, () =>
    withdrawCopy(ctx, { barcode, reason: form.get('reason') ?? '' }),
  );
  if (done)
    return {
      to: `/staf/buku/${done.bookId}/eksemplar`,
      news: { code: 'catalog.staff.copy_withdrawn', params: { barcode } },
    };
  const copy = await getCopy(ctx, { barcode });
  return { ...(await copyShown(ctx, copy, formOf(copy), refused)), status: 422 };
}

async function copyShown(ctx: Ctx, copy: Copy, form: FormState, away: FormState): Promise<Shown> {
  const [words, given] = await Promise.all([staffWords(ctx), choices(ctx, {})]);
  const back = { href: `/staf/buku/${copy.bookId}/eksemplar`, label: copy.title };
  return {
    title: `${copy.barcode} · ${copy.title}`,
    body: (
      <>
        <PageHead
          title={copy.barcode}
          back={back}
          about={<CopyBadge status={copy.status} words={words} />}
          actions={
            <a class="btn" data-variant="outline" href={`/staf/label?barcode=${encodeURIComponent(copy.barcode)}`}>
              {words('catalog.staff.labels')}
            </a>
          }
        />
        <Panel title={words('catalog.staff.copy.data')}>
          {copy.why.update && <Notice tone="attention" title={whyText(words, copy.why.update)} />}
          <form method="post" action={copyPath(copy.barcode)}>
            <FormKey form={form} version={copy.version} />
            <FormErrors form={form} words={words} />
            <fieldset disabled={!copy.can.update} class="grid gap-4 sm:grid-cols-6">
              <Field
                form={form}
                name="newBarcode"
                label={words('catalog.page.copy.barcode')}
                required
                maxLength={40}
                class="sm:col-span-2"
              />
              <Status copy={copy} form={form} words={words} />
              <Places form={form} choices={given} words={words} />
              <CopyRest form={form} words={words} />
            </fieldset>
            {copy.can.update && (
              <button type="submit" class="btn mt-4">
                {words('ui.save')}
              </button>
            )}
          </form>
        </Panel>
        <Withdraw copy={copy} form={away} words={words} />
      </>
    ),
  };
}

/** What an editor may say; a copy that is out keeps its status, and the reason stands beside it. */
function Status({ copy, form, words }: { copy: Copy; form: FormState; words: Words }): VNode {
  const label = words('catalog.page.copy.status');
  if (!copy.can.changeStatus)
    return (
      <div class="flex flex-col gap-1 sm:col-span-4">
        <span class="text-sm font-semibold">{label}</span>
        <p>
          <CopyBadge status={copy.status} words={words} />{' '}
          {copy.why.changeStatus && (
            <span class="text-muted-foreground text-sm">{whyText(words, copy.why.changeStatus)}</span>
          )}
        </p>
      </div>
    );
  const withdrawn = copy.status === 'WITHDRAWN' ? { empty: words('catalog.page.status.WITHDRAWN') } : {};
  return (
    <SelectField
      form={form}
      name="status"
      label={label}
      class="sm:col-span-4"
      {...withdrawn}
      options={EDITABLE_STATUSES.map((value) => ({ value, label: words(`catalog.page.status.${value}`) }))}
    />
  );
}

function Withdraw({ copy, form, words }: { copy: Copy; form: FormState; words: Words }): VNode {
  if (copy.status === 'WITHDRAWN' && copy.withdrawnAt)
    return (
      <Notice
        tone="plain"
        title={words('catalog.staff.withdrawn_on', { date: words.date(new Date(copy.withdrawnAt)) })}
      >
        {copy.withdrawnReason}
      </Notice>
    );
  return (
    <Panel title={words('catalog.staff.withdraw')}>
      <form method="post" action={`${copyPath(copy.barcode)}/tarik`}>
        <FormKey form={form} version={copy.version} />
        <FormErrors form={form} words={words} />
        <fieldset disabled={!copy.can.withdraw} class="flex flex-wrap items-end gap-3">
          <Field
            form={form}
            name="reason"
            label={words('catalog.staff.withdraw.reason')}
            hint={words('catalog.staff.withdraw.hint')}
            required
            maxLength={500}
            class="min-w-0 flex-1 basis-64"
          />
          <button type="submit" class="btn mb-6" data-variant="destructive">
            {words('catalog.staff.withdraw')}
          </button>
        </fieldset>
        {copy.why.withdraw && <p class="text-muted-foreground text-sm">{whyText(words, copy.why.withdraw)}</p>}
      </form>
    </Panel>
  );
}
