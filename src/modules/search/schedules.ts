import type { Schedule } from '../../kernel/schedules.ts';
import { searchMessages } from './messages.ts';
import { cleanWords, foldWords } from './words.ts';

export const searchSchedules: readonly Schedule[] = [
  { name: 'search.words', title: searchMessages['search.words_schedule'], everyMinutes: 1, run: foldWords },
  { name: 'search.clean', title: searchMessages['search.clean_schedule'], dailyAtUtcHour: 19, run: cleanWords },
];
