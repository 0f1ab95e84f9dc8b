import type { VNode } from 'preact';
import { Panel } from '../../../ui/components/page.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Settings } from '../../settings/index.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** A week that began on a Monday, for the names of its days. */
const MONDAY = Date.UTC(2024, 0, 1);
const dayName = (words: Words, at: number): string =>
  new Intl.DateTimeFormat(words.locale, { weekday: 'long', timeZone: 'UTC' }).format(MONDAY + at * 86_400_000);

/** When the doors are open, and how to find or reach the library. */
export function VisitUs({ settings, words }: { settings: Settings; words: Words }): VNode {
  const { openingHours, address, phone, email } = settings;
  return (
    <div class="grid items-start gap-x-6 md:grid-cols-2">
      <Panel title={words('ui.opening_hours')}>
        <dl class="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          {DAYS.map((day, at) => (
            <>
              <dt class="capitalize">{dayName(words, at)}</dt>
              <dd class={openingHours[day].length > 0 ? 'tabular' : 'text-muted-foreground'}>
                {openingHours[day].map(({ open, close }) => `${open}–${close}`).join(', ') ||
                  words('catalog.page.closed_day')}
              </dd>
            </>
          ))}
        </dl>
      </Panel>
      {(address || phone || email) && (
        <Panel title={words('catalog.page.visit')}>
          {address && <p class="whitespace-pre-line">{address}</p>}
          <p class="mt-2 flex flex-wrap gap-x-5 gap-y-1">
            {phone && (
              <a class="link py-1" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                {phone}
              </a>
            )}
            {email && (
              <a class="link py-1" href={`mailto:${email}`}>
                {email}
              </a>
            )}
          </p>
        </Panel>
      )}
    </div>
  );
}
