import type { LocalDate } from './local-date.ts';

export interface Holiday {
  readonly date: LocalDate;
  /** `collective-leave` is cuti bersama: not every library closes. */
  readonly kind: 'national' | 'collective-leave';
  readonly name: { readonly id: string; readonly en: string };
  /** Reckoned by moon or Saka year before the decree: may move by a day. */
  readonly tentative: boolean;
}

const NAMES = {
  newYear: ['Tahun Baru Masehi', "New Year's Day"],
  isra: ['Isra Mikraj Nabi Muhammad SAW', "Isra Mi'raj of the Prophet Muhammad"],
  imlek: ['Tahun Baru Imlek', 'Chinese New Year'],
  nyepi: ['Hari Suci Nyepi (Tahun Baru Saka)', 'Nyepi, Day of Silence (Saka New Year)'],
  fitri: ['Hari Raya Idul Fitri', 'Eid al-Fitr'],
  goodFriday: ['Wafat Yesus Kristus', 'Good Friday'],
  easter: ['Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'],
  labour: ['Hari Buruh Internasional', 'Labour Day'],
  ascension: ['Kenaikan Yesus Kristus', 'Ascension Day'],
  waisak: ['Hari Raya Waisak', 'Vesak Day'],
  pancasila: ['Hari Lahir Pancasila', 'Pancasila Day'],
  adha: ['Hari Raya Idul Adha', 'Eid al-Adha'],
  muharam: ['Tahun Baru Islam (1 Muharam)', 'Islamic New Year'],
  independence: ['Hari Proklamasi Kemerdekaan', 'Independence Day'],
  maulid: ['Maulid Nabi Muhammad SAW', "The Prophet Muhammad's Birthday"],
  christmas: ['Kelahiran Yesus Kristus (Natal)', 'Christmas Day'],
  election: ['Pemilihan Umum', 'General election'],
  localElection: ['Pemilihan Kepala Daerah Serentak', 'Regional elections'],
} as const;

type Name = keyof typeof NAMES;
/** Days as MM-DD. */
type Days = Partial<Record<Name, string>>;

interface Year {
  readonly national: Days;
  readonly leave: Days;
  readonly tentative?: readonly Name[];
}

const FIXED: Days = {
  newYear: '01-01',
  labour: '05-01',
  pancasila: '06-01',
  independence: '08-17',
  christmas: '12-25',
};

// Sources: joint decrees of three ministers 855/2023 (2024), 1017/2024 with its change for 18 August (2025) and
// 1497/2025 (2026), presidential decrees for election days; 2027 reckoned, no decree known.
const YEARS: Readonly<Record<number, Year>> = {
  2024: {
    national: {
      isra: '02-08',
      imlek: '02-10',
      election: '02-14',
      nyepi: '03-11',
      goodFriday: '03-29',
      easter: '03-31',
      fitri: '04-10 04-11',
      ascension: '05-09',
      waisak: '05-23',
      adha: '06-17',
      muharam: '07-07',
      maulid: '09-16',
      localElection: '11-27',
    },
    leave: {
      imlek: '02-09',
      nyepi: '03-12',
      fitri: '04-08 04-09 04-12 04-15',
      ascension: '05-10',
      waisak: '05-24',
      adha: '06-18',
      christmas: '12-26',
    },
  },
  2025: {
    national: {
      isra: '01-27',
      imlek: '01-29',
      nyepi: '03-29',
      fitri: '03-31 04-01',
      goodFriday: '04-18',
      easter: '04-20',
      waisak: '05-12',
      ascension: '05-29',
      adha: '06-06',
      muharam: '06-27',
      maulid: '09-05',
    },
    leave: {
      imlek: '01-28',
      nyepi: '03-28',
      fitri: '04-02 04-03 04-04 04-07',
      waisak: '05-13',
      ascension: '05-30',
      adha: '06-09',
      independence: '08-18',
      christmas: '12-26',
    },
  },
  2026: {
    national: {
      isra: '01-16',
      imlek: '02-17',
      nyepi: '03-19',
      fitri: '03-21 03-22',
      goodFriday: '04-03',
      easter: '04-05',
      ascension: '05-14',
      adha: '05-27',
      waisak: '05-31',
      muharam: '06-16',
      maulid: '08-25',
    },
    leave: {
      imlek: '02-16',
      nyepi: '03-18',
      fitri: '03-20 03-23 03-24',
      ascension: '05-15',
      adha: '05-28',
      christmas: '12-24',
    },
  },
  2027: {
    national: {
      isra: '01-05',
      imlek: '02-06',
      nyepi: '03-08',
      fitri: '03-10 03-11',
      goodFriday: '03-26',
      easter: '03-28',
      ascension: '05-06',
      adha: '05-17',
      waisak: '05-20',
      muharam: '06-06',
      maulid: '08-15',
    },
    leave: {},
    tentative: ['isra', 'imlek', 'nyepi', 'fitri', 'adha', 'waisak', 'muharam', 'maulid'],
  },
};

export const holidayYears: readonly number[] = Object.keys(YEARS).map(Number);

const isName = (name: string): name is Name => name in NAMES;

function holidaysFrom(year: number, days: Days, kind: Holiday['kind'], tentative: readonly Name[]): Holiday[] {
  return Object.keys(days)
    .filter(isName)
    .flatMap((name) => {
      const [id, en] = NAMES[name];
      const named = kind === 'national' ? { id, en } : { id: `Cuti bersama ${id}`, en: `Collective leave: ${en}` };
      const dates = (days[name] ?? '').split(' ').map((day) => `${year}-${day}`);
      return dates.map((date) => ({ date, kind, name: named, tentative: tentative.includes(name) }));
    });
}

/** Indonesia's holidays of one year by date; none for a year that is not in `holidayYears`. */
export function indonesianHolidays(year: number): Holiday[] {
  const known = YEARS[year];
  if (known === undefined) return [];
  const { national, leave, tentative = [] } = known;
  const all = [
    ...holidaysFrom(year, { ...FIXED, ...national }, 'national', tentative),
    ...holidaysFrom(year, leave, 'collective-leave', tentative),
  ];
  return all.sort((a, b) => (a.date < b.date ? -1 : 1));
}
