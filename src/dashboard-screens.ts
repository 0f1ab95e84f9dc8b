import { ANYONE } from './kernel/access.ts';
import { screen } from './kernel/http/screen.ts';
import { takeTheme } from './modules/identity/index.ts';
import { themeSheet } from './modules/settings/index.ts';

/** What the statistics page needs of the modules that a dashboard does not show. */
export const dashboardScreens = [
  screen('GET /', { area: 'public', permission: ANYONE, en: '/en' }, async ({ locale }) => ({
    to: locale === 'en' ? '/en/statistics' : '/statistik',
  })),
  screen('POST /tema', { area: 'plain', permission: ANYONE }, takeTheme),
  themeSheet,
];
