import type { VNode } from 'preact';
import type { Shown } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { formatRupiah } from '../../../kernel/money.ts';
import { hasDemo } from '../demo.ts';
import { WEEKDAYS } from '../input.ts';
import { PRESET, PRESETS, type PresetName } from '../presets.ts';
import { Choice, type Entry, Group, Input } from './fields.tsx';
import { type Words, wordsIn } from './texts.ts';

interface Form {
  locale: Locale;
  token: string;
  entry: Entry;
}

export const emptyEntry = (words: Words): Entry => ({
  values: {
    branchName: words('branchName.default'),
    timeZone: 'Asia/Jakarta',
    opens: '08:00',
    closes: '16:00',
    preset: 'school',
    demo: 'no',
  },
  openDays: WEEKDAYS.slice(0, 5),
  errors: {},
});

/** One form, one answer; works without JavaScript, like everything on it. */
export function setupForm({ locale, token, entry }: Form): Shown {
  const words = wordsIn(locale);
  const other = locale === 'id' ? 'en' : 'id';
  return {
    title: words('title'),
    twin: `/setup?${new URLSearchParams({ token, lang: other })}`,
    body: (
      <>
        <h1 class="font-serif text-3xl font-semibold">{words('title')}</h1>
        <p>{words('intro')}</p>
        <Errors entry={entry} words={words} />
        <form method="post" action="/setup">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="locale" value={locale} />
          <Administrator entry={entry} words={words} />
          <LibraryFields entry={entry} words={words} />
          <Presets entry={entry} words={words} />
          <Content entry={entry} words={words} />
          <button type="submit">{words('submit')}</button>
        </form>
      </>
    ),
  };
}

interface Part {
  entry: Entry;
  words: Words;
}

function Errors({ entry, words }: Part): VNode | null {
  const errors = Object.entries(entry.errors);
  if (errors.length === 0) return null;
  return (
    <section class="errors" role="alert">
      <h2>{words('errors')}</h2>
      <ul>
        {errors.map(([field, message]) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
      <p>{words('again')}</p>
    </section>
  );
}

function Administrator({ entry, words }: Part): VNode {
  const secret = { entry, type: 'password', autocomplete: 'new-password', minLength: 10, maxLength: 1000 } as const;
  return (
    <Group id="administrator" legend={words('admin')} hint={words('admin.hint')}>
      <Input entry={entry} name="name" label={words('name')} autocomplete="name" maxLength={255} />
      <Input
        entry={entry}
        name="email"
        label={words('email')}
        hint={words('email.hint')}
        type="email"
        autocomplete="username"
        maxLength={254}
      />
      <Input {...secret} name="password" label={words('password')} hint={words('password.hint')} />
      <Input {...secret} name="passwordAgain" label={words('passwordAgain')} />
    </Group>
  );
}

function LibraryFields({ entry, words }: Part): VNode {
  return (
    <Group id="library" legend={words('library')}>
      <Input
        entry={entry}
        name="libraryName"
        label={words('libraryName')}
        autocomplete="organization"
        maxLength={200}
      />
      <Input
        entry={entry}
        name="branchName"
        label={words('branchName')}
        hint={words('branchName.hint')}
        autocomplete="off"
        maxLength={200}
      />
      <TimeZones entry={entry} words={words} />
      <Group id="openDays" legend={words('openDays')} hint={words('openDays.hint')} error={entry.errors.openDays}>
        <div class="days">
          {WEEKDAYS.map((day) => (
            <Choice type="checkbox" name="openDays" value={day} checked={entry.openDays.includes(day)}>
              {words(day)}
            </Choice>
          ))}
        </div>
        <div class="pair">
          <Input entry={entry} name="opens" label={words('opens')} type="time" />
          <Input entry={entry} name="closes" label={words('closes')} type="time" />
        </div>
      </Group>
    </Group>
  );
}

const INDONESIA = [
  ['Asia/Jakarta', 'WIB: Jakarta, Sumatra, Jawa'],
  ['Asia/Pontianak', 'WIB: Pontianak'],
  ['Asia/Makassar', 'WITA: Makassar, Bali, Nusa Tenggara'],
  ['Asia/Jayapura', 'WIT: Jayapura, Maluku, Papua'],
] as const;
const ELSEWHERE = Intl.supportedValuesOf('timeZone').filter((zone) => !INDONESIA.some(([name]) => name === zone));

function TimeZones({ entry, words }: Part): VNode {
  const option = (zone: string, name: string): VNode => (
    <option value={zone} selected={entry.values.timeZone === zone}>
      {name}
    </option>
  );
  return (
    <div class="field">
      <label for="timeZone">{words('timeZone')}</label>
      <select id="timeZone" name="timeZone">
        <optgroup label={words('indonesia')}>{INDONESIA.map(([zone, name]) => option(zone, name))}</optgroup>
        <optgroup label={words('elsewhere')}>{ELSEWHERE.map((zone) => option(zone, zone))}</optgroup>
      </select>
    </div>
  );
}

function Presets({ entry, words }: Part): VNode {
  return (
    <Group id="preset" legend={words('preset')} hint={words('preset.hint')} error={entry.errors.preset}>
      {PRESETS.map((name) => (
        <Choice name="preset" value={name} checked={entry.values.preset === name}>
          <strong>{words(name)}</strong>
          {rulesOf(name, words).map((rule) => (
            <small>{rule}</small>
          ))}
        </Choice>
      ))}
    </Group>
  );
}

/** Told from the rows themselves, so that the page never promises another rule. */
function rulesOf(name: PresetName, words: Words): string[] {
  const { rules, memberTypes } = PRESET[name];
  return rules.flatMap(({ memberType, loanDays, maxLoans, finePerDay }) => {
    const who = memberTypes.find(({ code }) => code === memberType)?.name;
    const fine = finePerDay === 0 ? words('noFine') : words('fine', { amount: formatRupiah(finePerDay) });
    return who ? [words('rule', { who, days: loanDays, loans: maxLoans, fine })] : [];
  });
}

function Content({ entry, words }: Part): VNode | null {
  if (!hasDemo()) return null;
  const demo = entry.values.demo === 'yes';
  return (
    <Group id="demo" legend={words('content')} error={entry.errors.demo}>
      <Choice name="demo" value="no" checked={!demo}>
        <strong>{words('empty')}</strong>
        <small>{words('empty.hint')}</small>
      </Choice>
      <Choice name="demo" value="yes" checked={demo}>
        <strong>{words('demo')}</strong>
        <small>{words('demo.hint')}</small>
      </Choice>
    </Group>
  );
}
