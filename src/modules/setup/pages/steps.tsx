import type { VNode } from 'preact';
import { formatRupiah } from '../../../kernel/money.ts';
import { Field } from '../../../ui/components/field.tsx';
import type { FormState } from '../../../ui/form.ts';
import { hasDemo } from '../demo.ts';
import { type Step, WEEKDAYS } from '../input.ts';
import { PRESET, PRESETS, type PresetName } from '../presets.ts';
import { Choice, Group } from './fields.tsx';
import type { Words } from './texts.ts';

interface Part {
  form: FormState;
  words: Words;
}

/** Each language is named in itself: whoever reads only one of them finds it. */
const Language = ({ form, words }: Part): VNode => (
  <Group form={form} id="locale" quiet legend={words('language')} hint={words('language.hint')}>
    <Choice name="locale" value="id" checked={form.values.locale === 'id'} title="Bahasa Indonesia" />
    <Choice name="locale" value="en" checked={form.values.locale === 'en'} title="English" />
  </Group>
);

function Administrator({ form, words }: Part): VNode {
  const secret = { form, type: 'password', autocomplete: 'new-password', maxLength: 1000, required: true } as const;
  return (
    <>
      <p class="text-muted-foreground">{words('admin.hint')}</p>
      <Field form={form} name="name" label={words('name')} autocomplete="name" maxLength={255} required />
      <Field
        form={form}
        name="email"
        type="email"
        label={words('email')}
        hint={words('email.hint')}
        autocomplete="username"
        maxLength={254}
        required
      />
      <Field {...secret} name="password" label={words('password')} hint={words('password.hint')} />
      <Field {...secret} name="passwordAgain" label={words('passwordAgain')} />
    </>
  );
}

const Library = ({ form, words }: Part): VNode => (
  <>
    <Field
      form={form}
      name="libraryName"
      label={words('libraryName')}
      autocomplete="organization"
      maxLength={200}
      required
    />
    <Field
      form={form}
      name="branchName"
      label={words('branchName')}
      hint={words('branchName.hint')}
      autocomplete="off"
      maxLength={200}
      required
    />
    <TimeZones form={form} words={words} />
    <Group form={form} id="openDays" legend={words('openDays')} hint={words('openDays.hint')}>
      <div class="flex flex-wrap gap-2">
        {WEEKDAYS.map((day) => (
          <label class="has-checked:bg-accent flex cursor-pointer items-center gap-2 rounded-md border px-3 py-1.5">
            <input
              type="checkbox"
              class="input"
              name="openDays"
              value={day}
              checked={form.all('openDays').includes(day)}
            />
            {words(day)}
          </label>
        ))}
      </div>
      <div class="mt-2 grid grid-cols-2 gap-4">
        <Field form={form} name="opens" label={words('opens')} type="time" required />
        <Field form={form} name="closes" label={words('closes')} type="time" required />
      </div>
    </Group>
  </>
);

const INDONESIA = [
  ['Asia/Jakarta', 'WIB: Jakarta, Sumatra, Jawa'],
  ['Asia/Pontianak', 'WIB: Pontianak'],
  ['Asia/Makassar', 'WITA: Makassar, Bali, Nusa Tenggara'],
  ['Asia/Jayapura', 'WIT: Jayapura, Maluku, Papua'],
] as const;
const ELSEWHERE = Intl.supportedValuesOf('timeZone').filter((zone) => !INDONESIA.some(([name]) => name === zone));

function TimeZones({ form, words }: Part): VNode {
  const option = (zone: string, name: string): VNode => (
    <option value={zone} selected={form.values.timeZone === zone}>
      {name}
    </option>
  );
  const error = form.errors.timeZone;
  return (
    <div class="flex flex-col gap-1">
      <label for="timeZone" class="text-sm font-semibold">
        {words('timeZone')}
      </label>
      <select
        id="timeZone"
        name="timeZone"
        class="select w-full"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? 'timeZone-error' : undefined}
      >
        <optgroup label={words('indonesia')}>{INDONESIA.map(([zone, name]) => option(zone, name))}</optgroup>
        <optgroup label={words('elsewhere')}>{ELSEWHERE.map((zone) => option(zone, zone))}</optgroup>
      </select>
      {error && (
        <p id="timeZone-error" class="text-stop text-sm font-medium">
          {error}
        </p>
      )}
    </div>
  );
}

const Rules = ({ form, words }: Part): VNode => (
  <Group form={form} id="preset" quiet legend={words('preset')} hint={words('preset.hint')}>
    {PRESETS.map((name) => (
      <Choice name="preset" value={name} checked={form.values.preset === name} title={words(name)}>
        {rulesOf(name, words).map((rule) => (
          <span class="block">{rule}</span>
        ))}
      </Choice>
    ))}
  </Group>
);

/** Told from the rows themselves, so that the page never promises another rule. */
function rulesOf(name: PresetName, words: Words): string[] {
  const { rules, memberTypes } = PRESET[name];
  return rules.flatMap(({ memberType, loanDays, maxLoans, finePerDay }) => {
    const who = memberTypes.find(({ code }) => code === memberType)?.name;
    const fine = finePerDay === 0 ? words('noFine') : words('fine', { amount: formatRupiah(finePerDay) });
    return who ? [words('rule', { who, days: loanDays, loans: maxLoans, fine })] : [];
  });
}

function Content({ form, words }: Part): VNode {
  const demo = form.values.demo === 'yes';
  return (
    <Group form={form} id="demo" quiet legend={words('content')}>
      <Choice name="demo" value="no" checked={!demo} title={words('empty')}>
        {words('empty.hint')}
      </Choice>
      {hasDemo() && (
        <Choice name="demo" value="yes" checked={demo} title={words('demo')}>
          {words('demo.hint')}
        </Choice>
      )}
    </Group>
  );
}

export const STEP_FIELDS: Readonly<Record<Step, (part: Part) => VNode>> = {
  language: Language,
  administrator: Administrator,
  library: Library,
  rules: Rules,
  content: Content,
};
