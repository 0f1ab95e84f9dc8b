/** What the page looks at; it stands in the address. */
export const PERIODS = { minggu: 'weekly', bulan: 'monthly', tahun: 'yearly' } as const;
export type PeriodWord = keyof typeof PERIODS;

const ENGLISH: Readonly<Record<string, PeriodWord>> = { week: 'minggu', month: 'bulan', year: 'tahun' };

export function periodIn(query: URLSearchParams): PeriodWord {
  const asked = query.get('kurun') ?? query.get('period') ?? '';
  const word = ENGLISH[asked] ?? asked;
  return word === 'minggu' || word === 'tahun' ? word : 'bulan';
}
