import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField, TextField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { CHECK_DIGITS, type Settings } from '../settings.ts';
import { updateSettings } from '../verbs/update-settings.ts';
import { getSettings } from '../views.ts';
import { HoursFields, hoursIn, hoursValues } from './hours.tsx';
import { zoneOptions } from './zones.ts';

export const settingsPath = '/staf/pengaturan';

export async function settingsPage(ctx: Ctx): Promise<Shown> {
  const settings = await getSettings(ctx, {});
  return page(ctx, blankForm(valuesOf(settings)), settings.version);
}

function valuesOf(settings: Settings): Record<string, string | null> {
  const {
    openingHours,
    barcodeFormat,
    callNumberFormat,
    memberNumberFormat,
    refundSecondPerson,
    historyOptIn,
    currency,
    version,
    ...texts
  } = settings;
  return {
    ...texts,
    ...hoursValues(openingHours),
    barcodePrefix: barcodeFormat.prefix,
    barcodeDigits: String(barcodeFormat.digits),
    callReference: callNumberFormat.referencePrefix,
    callAuthorLetters: String(callNumberFormat.authorLetters),
    callAuthorFrom: callNumberFormat.authorFrom,
    callTitleLetters: String(callNumberFormat.titleLetters),
    memberPrefix: memberNumberFormat.prefix,
    memberDigits: String(memberNumberFormat.digits),
    refundSecondPerson: String(refundSecondPerson),
    historyOptIn: String(historyOptIn),
  };
}

export async function takeSettings(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const text = (name: string): string | null => textIn(form, name) ?? null;
  const { done, refused } = await attempt(ctx, form, () =>
    updateSettings(ctx, {
      libraryName: form.get('libraryName') ?? '',
      address: text('address'),
      phone: text('phone'),
      email: text('email'),
      website: text('website'),
      logo: text('logo'),
      accent: form.get('accent') ?? '',
      locale: (form.get('locale') ?? '') as 'id',
      timeZone: form.get('timeZone') ?? '',
      openingHours: hoursIn(form) as Settings['openingHours'],
      barcodeFormat: { prefix: form.get('barcodePrefix') ?? '', digits: Number(form.get('barcodeDigits')) },
      ...(form.has('barcodeCheck') && shelvingIn(form)),
      memberNumberFormat: { prefix: form.get('memberPrefix') ?? '', digits: Number(form.get('memberDigits')) },
      refundSecondPerson: form.get('refundSecondPerson') === 'true',
      historyOptIn: form.get('historyOptIn') === 'true',
      receiptHeader: text('receiptHeader'),
      receiptFooter: text('receiptFooter'),
    }),
  );
  if (done) return { to: settingsPath, news: { code: 'settings.page.saved' } };
  return { ...page(ctx, refused, (await getSettings(ctx, {})).version), status: 422 };
}

/** Check digit and call numbers. */
const shelvingIn = (form: URLSearchParams) => ({
  barcodeCheck: form.get('barcodeCheck') as Settings['barcodeCheck'],
  callNumberFormat: {
    referencePrefix: form.get('callReference') ?? '',
    authorLetters: Number(form.get('callAuthorLetters')),
    authorFrom: form.get('callAuthorFrom') as Settings['callNumberFormat']['authorFrom'],
    titleLetters: Number(form.get('callTitleLetters')),
  },
});

function page(ctx: Ctx, form: FormState, version: number): Shown {
  const words = wordsFor(ctx.locale);
  const mayChange = holds(ctx.actor, 'settings:manage');
  return {
    title: words('settings.page.title'),
    body: (
      <>
        <PageHead title={words('settings.page.title')} about={mayChange ? null : words('settings.page.read_only')} />
        <FormErrors form={form} words={words} />
        <form method="post" action={settingsPath} class="max-w-3xl">
          <FormKey form={form} version={version} />
          <fieldset disabled={!mayChange}>
            <Library form={form} words={words} />
            <Region form={form} words={words} />
            <Numbers form={form} words={words} />
            <Shelving form={form} words={words} />
            {mayChange && (
              <button type="submit" class="btn" data-size="lg">
                {words('ui.save')}
              </button>
            )}
          </fieldset>
        </form>
      </>
    ),
  };
}

interface Part {
  form: FormState;
  words: Words;
}

const Library = ({ form, words }: Part): VNode => (
  <Panel title={words('settings.page.library')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <Field
        form={form}
        name="libraryName"
        label={words('settings.page.name')}
        required
        maxLength={200}
        class="sm:col-span-2"
      />
      <TextField
        form={form}
        name="address"
        label={words('settings.page.address')}
        rows={2}
        maxLength={1000}
        class="sm:col-span-2"
      />
      <Field form={form} name="phone" type="tel" label={words('settings.page.phone')} />
      <Field form={form} name="email" type="email" label={words('settings.page.email')} />
      <Field form={form} name="website" type="url" label={words('settings.page.website')} />
      <Field form={form} name="logo" label={words('settings.page.logo')} hint={words('settings.page.logo.hint')} />
      <Field
        form={form}
        name="accent"
        type="color"
        label={words('settings.page.accent')}
        hint={words('settings.page.accent.hint')}
      />
    </div>
  </Panel>
);

const Region = ({ form, words }: Part): VNode => (
  <Panel title={words('settings.page.region')}>
    <div class="grid gap-4 sm:grid-cols-2">
      <SelectField
        form={form}
        name="locale"
        label={words('ui.language')}
        options={[
          { value: 'id', label: 'Bahasa Indonesia' },
          { value: 'en', label: 'English' },
        ]}
      />
      <SelectField form={form} name="timeZone" label={words('settings.page.zone')} options={zoneOptions} />
      <div class="sm:col-span-2">
        <HoursFields values={form.values} error={form.errors.openingHours} words={words} />
      </div>
    </div>
  </Panel>
);

const Numbers = ({ form, words }: Part): VNode => (
  <Panel title={words('settings.page.work')}>
    <div class="grid gap-4 sm:grid-cols-4">
      <Field form={form} name="barcodePrefix" label={words('settings.page.barcode_prefix')} maxLength={10} />
      <Field form={form} name="barcodeDigits" type="number" min={1} max={10} label={words('settings.page.digits')} />
      <Field form={form} name="memberPrefix" label={words('settings.page.member_prefix')} maxLength={10} />
      <Field form={form} name="memberDigits" type="number" min={1} max={10} label={words('settings.page.digits')} />
    </div>
    <div class="mt-4 grid gap-4">
      <CheckField
        form={form}
        name="refundSecondPerson"
        label={words('settings.page.second_person')}
        hint={words('settings.page.second_person.hint')}
      />
      <CheckField
        form={form}
        name="historyOptIn"
        label={words('settings.page.opt_in')}
        hint={words('settings.page.opt_in.hint')}
      />
      <TextField
        form={form}
        name="receiptHeader"
        label={words('settings.page.receipt_header')}
        rows={2}
        maxLength={500}
      />
      <TextField
        form={form}
        name="receiptFooter"
        label={words('settings.page.receipt_footer')}
        rows={2}
        maxLength={500}
      />
    </div>
  </Panel>
);

const Shelving = ({ form, words }: Part): VNode => (
  <Panel title={words('settings.page.shelving')}>
    <div class="grid gap-4 sm:grid-cols-4">
      <SelectField
        form={form}
        name="barcodeCheck"
        label={words('settings.page.check_digit')}
        hint={words('settings.page.check_digit.hint')}
        class="sm:col-span-4"
        options={CHECK_DIGITS.map((value) => ({ value, label: words(`settings.page.check_digit.${value}`) }))}
      />
      <Field form={form} name="callReference" label={words('settings.page.call.reference')} maxLength={10} />
      <Field
        form={form}
        name="callAuthorLetters"
        type="number"
        min={0}
        max={5}
        label={words('settings.page.call.author_letters')}
      />
      <SelectField
        form={form}
        name="callAuthorFrom"
        label={words('settings.page.call.author_from')}
        options={['AS_WRITTEN', 'LAST_WORD'].map((value) => ({
          value,
          label: words(`settings.page.call.author_from.${value}`),
        }))}
      />
      <Field
        form={form}
        name="callTitleLetters"
        type="number"
        min={0}
        max={3}
        label={words('settings.page.call.title_letters')}
      />
    </div>
    <p class="text-muted-foreground mt-3 text-sm">{words('settings.page.call.hint')}</p>
  </Panel>
);
