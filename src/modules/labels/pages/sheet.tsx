import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import {
  getLabelSheet,
  removeLabelSheet,
  type SheetReply,
  shiftLabelSheet,
  updateLabelSheet,
} from '../../settings/index.ts';
import { sheetPicture, testSheet } from '../preview.ts';
import { LABELS, SHEETS, sheetName } from './query.ts';
import { millimetres, SheetFields, sheetIn } from './sheets.tsx';
import { labelWords } from './words.ts';

const formOf = (sheet: SheetReply): FormState =>
  blankForm(
    Object.fromEntries(Object.entries(sheet).map(([name, value]) => [name, value === null ? null : String(value)])),
  );
const shiftOf = ({ shiftX, shiftY }: SheetReply): FormState => blankForm({ x: String(shiftX), y: String(shiftY) });

export async function sheetPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const sheet = await getLabelSheet(ctx, { code: params.id ?? '' });
  return sheetShown(ctx, sheet, formOf(sheet), shiftOf(sheet));
}

export async function takeSheetChange(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused } = await attempt(ctx, form, () => updateLabelSheet(ctx, { id, ...sheetIn(form) }));
  if (done)
    return { to: `${SHEETS}/${id}`, news: { code: 'labels.page.sheet.saved', params: { name: done.name ?? '' } } };
  const sheet = await getLabelSheet(ctx, { code: id });
  return { ...(await sheetShown(ctx, sheet, refused, shiftOf(sheet))), status: 422 };
}

export async function takeShift(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const code = params.id ?? '';
  const { done, refused } = await attempt(ctx, form, () =>
    shiftLabelSheet(ctx, { code, x: millimetres(form, 'x'), y: millimetres(form, 'y') }),
  );
  if (done) return { to: `${SHEETS}/${code}`, news: { code: 'labels.page.shift.saved' } };
  const sheet = await getLabelSheet(ctx, { code });
  return { ...(await sheetShown(ctx, sheet, formOf(sheet), refused)), status: 422 };
}

export async function takeSheetAway(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { name } = await removeLabelSheet(ctx, { id: params.id ?? '' });
  return { to: SHEETS, news: { code: 'labels.page.sheet.removed', params: { name: name ?? '' } } };
}

export const testFile = (ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> =>
  testSheet(ctx, { code: params.id ?? '' });
export const pictureFile = (ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> =>
  sheetPicture(ctx, { code: params.id ?? '' });

async function sheetShown(ctx: Ctx, sheet: SheetReply, form: FormState, shift: FormState): Promise<Shown> {
  const words = await labelWords(ctx);
  const title = sheetName(sheet, words);
  const may = holds(ctx.actor, 'copy:update');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: SHEETS, label: words('labels.page.sheets') }}
          actions={
            <a class="btn" data-variant="outline" href={`${LABELS}?${new URLSearchParams({ lembar: sheet.code })}`}>
              {words('labels.page.title')}
            </a>
          }
        />
        <div class="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div class="min-w-0">
            <Calibrate sheet={sheet} form={shift} may={may} words={words} />
            {sheet.own && <Measures sheet={sheet} form={form} may={may} words={words} />}
          </div>
          <img
            src={`${SHEETS}/${sheet.code}/gambar.svg?v=${sheet.version}.${sheet.shiftX}.${sheet.shiftY}`}
            alt={words('labels.page.sheet.alt')}
            class="max-h-[32rem] w-full rounded border bg-white object-contain"
          />
        </div>
      </>
    ),
  };
}

interface Part {
  sheet: SheetReply;
  form: FormState;
  may: boolean;
  words: Words;
}

/** Print, hold against the labels, write down how far off it was. */
const Calibrate = ({ sheet, form, may, words }: Part): VNode => (
  <Panel title={words('labels.page.calibrate')}>
    <ol class="mb-4 list-decimal space-y-1 pl-5">
      {['print', 'hold', 'write', 'again'].map((step) => (
        <li>{words(`labels.page.calibrate.${step}`)}</li>
      ))}
    </ol>
    <a
      class="btn"
      data-variant="outline"
      href={`${SHEETS}/${sheet.code}/uji.pdf`}
      target="_blank"
      rel="noopener"
      data-turbo="false"
    >
      <Icon name="print" />
      {words('labels.page.calibrate.open')}
    </a>
    <form method="post" action={`${SHEETS}/${sheet.code}/geser`} class="mt-4">
      <FormKey form={form} />
      <FormErrors form={form} words={words} />
      <fieldset disabled={!may} class="grid max-w-lg grid-cols-2 gap-4">
        <Field
          form={form}
          name="x"
          label={words('labels.page.shift.x')}
          hint={words('labels.page.shift.x.hint')}
          inputmode="decimal"
          maxLength={6}
        />
        <Field
          form={form}
          name="y"
          label={words('labels.page.shift.y')}
          hint={words('labels.page.shift.y.hint')}
          inputmode="decimal"
          maxLength={6}
        />
      </fieldset>
      {may && (
        <button type="submit" class="btn mt-4">
          {words('labels.page.shift.save')}
        </button>
      )}
    </form>
  </Panel>
);

const Measures = ({ sheet, form, may, words }: Part): VNode => (
  <Panel title={words('labels.page.measures')}>
    <form method="post" action={`${SHEETS}/${sheet.code}`}>
      <FormKey form={form} version={sheet.version} />
      <FormErrors form={form} words={words} />
      <fieldset disabled={!may}>
        <SheetFields form={form} words={words} />
      </fieldset>
      {may && (
        <button type="submit" class="btn mt-4">
          {words('ui.save')}
        </button>
      )}
    </form>
    {may && (
      <form method="post" action={`${SHEETS}/${sheet.code}/hapus`} class="mt-4 border-t pt-4">
        <input type="hidden" name="_key" value={blankForm().key} />
        <button type="submit" class="btn" data-variant="destructive" data-size="sm">
          {words('labels.page.sheet.remove')}
        </button>
      </form>
    )}
  </Panel>
);
