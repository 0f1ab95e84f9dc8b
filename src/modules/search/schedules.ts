import type { Schedule } from '../../kernel/schedules.ts';
import { searchMessages } from './messages.ts';
import { cleanWords, foldWords, hasWordsToFold } from './words.ts';

export const searchSchedules: readonly Schedule[] = [
  {
    name: 'search.words',
    title: searchMessages['search.words_schedule'],
    everyMinutes: 1,
    isDue: ({ pool }) => hasWordsToFold(pool),
    run: foldWords,
  },
  { name: 'search.clean', title: searchMessages['search.clean_schedule'], dailyAtUtcHour: 19, run: cleanWords },
];
