import { ANYONE } from '../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { statisticsCsv, statisticsPage } from './page.tsx';
import { wallPage } from './wall.tsx';

const cache: NonNullable<ScreenOptions['cache']> = { ttlSeconds: 5, tags: () => ['statistics'] };
const open: ScreenOptions = { area: 'public', permission: ANYONE };

export const statisticsPages = [
  screen('GET /statistik', { ...open, en: '/en/statistics', cache }, statisticsPage),
  screen('GET /statistik/csv', { ...open, en: '/en/statistics/csv' }, statisticsCsv),
  screen('GET /statistik/dinding', { ...open, area: 'wall', en: '/en/statistics/wall', cache }, wallPage),
];

export const statisticsMenu = [
  {
    area: 'public',
    path: '/statistik',
    en: '/en/statistics',
    label: 'statistics.page.title',
    permission: ANYONE,
    icon: 'chart',
  },
] as const;
