import type { VNode } from 'preact';
import type { Words } from '../../../ui/words.ts';
import type { OpeningHours } from '../opening-hours.ts';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** '08:00-12:00, 13:00-16:00', as people write opening hours. */
export const hoursText = (periods: OpeningHours['monday']): string =>
  periods.map(({ open, close }) => `${open}-${close}`).join(', ');

/** What stands in the fields, as the verb takes it; what cannot be read is left for it to refuse by name. */
export function hoursIn(form: URLSearchParams): Record<string, { open: string; close: string }[]> {
  const period = (text: string): { open: string; close: string } => {
    const [open = '', close = ''] = text.split(/[-–—]/).map((time) => time.trim().replace('.', ':').padStart(5, '0'));
    return { open, close };
  };
  const day = (text: string) =>
    text
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter(Boolean)
      .map(period);
  return Object.fromEntries(DAYS.map((name) => [name, day(form.get(`hours_${name}`) ?? '')]));
}

interface HoursProps {
  values: Readonly<Record<string, string>>;
  error: string | undefined;
  words: Words;
}

/** One line a day; an empty one is a closed day. */
export function HoursFields({ values, error, words }: HoursProps): VNode {
  return (
    <fieldset class="min-w-0" aria-describedby={error ? 'openingHours-error' : 'openingHours-hint'}>
      <legend class="text-sm font-semibold">{words('settings.page.hours')}</legend>
      <p id="openingHours-hint" class="text-muted-foreground mb-2 text-sm">
        {words('settings.page.hours.hint')}
      </p>
      <div class="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
        {DAYS.map((day) => (
          <>
            <label for={`hours_${day}`}>{words(`settings.page.day.${day}`)}</label>
            <input
              id={`hours_${day}`}
              name={`hours_${day}`}
              class="input tabular max-w-72"
              value={values[`hours_${day}`] ?? ''}
              placeholder={words('settings.page.closed')}
            />
          </>
        ))}
      </div>
      {error && (
        <p id="openingHours-error" class="text-stop mt-1 text-sm font-medium">
          {error}
        </p>
      )}
    </fieldset>
  );
}

export const hoursValues = (hours: OpeningHours | null): Record<string, string> =>
  Object.fromEntries(DAYS.map((day) => [`hours_${day}`, hours ? hoursText(hours[day]) : '']));
