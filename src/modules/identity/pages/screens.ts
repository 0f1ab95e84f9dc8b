import { ANYONE, SIGNED_IN } from '../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { signInPage, takeSignIn } from './sign-in.tsx';
import { takeLanguage, takeSignOut, takeTheme } from './small-acts.ts';

const door: ScreenOptions = { area: 'plain', permission: ANYONE };

export const identityPages = [
  screen('GET /masuk', { ...door, en: '/en/sign-in' }, signInPage),
  screen('POST /masuk', { ...door, en: '/en/sign-in' }, takeSignIn),
  screen('POST /keluar', door, takeSignOut),
  screen('POST /tema', door, takeTheme),
  screen('POST /bahasa', { ...door, permission: SIGNED_IN }, takeLanguage),
];
