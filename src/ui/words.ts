import { type Locale, type Params, translate } from '../kernel/i18n.ts';
import { formatRupiah } from '../kernel/money.ts';

/** Everything a screen needs to speak: messages, numbers and dates in one language and one zone. */
export interface Words {
  (code: string, params?: Params): string;
  readonly locale: Locale;
  readonly zone: string;
  /** 2 Mar 2026 */
  date(moment: Date | string): string;
  /** 2 Mar 2026 10.00 */
  moment(moment: Date): string;
  time(moment: Date): string;
  number(n: number): string;
  rupiah(n: number): string;
  /** in 3 days, yesterday, 2 weeks ago */
  since(moment: Date, now: Date): string;
}

const TAG = { id: 'id-ID', en: 'en-GB' } as const;
const made = new Map<string, Words>();

export function wordsFor(locale: Locale, zone = 'Asia/Jakarta'): Words {
  const key = `${locale} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const words = make(locale, zone);
  made.set(key, words);
  return words;
}

function make(locale: Locale, zone: string): Words {
  const tag = TAG[locale];
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: zone });
  // A day without a time is the same day in every zone.
  const plainDay = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const dayAndTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const clock = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone: zone });
  const numbers = new Intl.NumberFormat(tag);
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  return Object.assign((code: string, params?: Params) => translate(locale, code, params), {
    locale,
    zone,
    date: (moment: Date | string) =>
      typeof moment === 'string' ? plainDay.format(new Date(`${moment}T00:00:00Z`)) : day.format(moment),
    moment: (moment: Date) => dayAndTime.format(moment),
    time: (moment: Date) => clock.format(moment),
    number: (n: number) => numbers.format(n),
    rupiah: formatRupiah,
    since: (moment: Date, now: Date) => sinceIn(relative, moment, now),
  });
}

const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function sinceIn(relative: Intl.RelativeTimeFormat, moment: Date, now: Date): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : relative.format(0, 'minute');
}
