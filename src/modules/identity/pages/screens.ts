import { ANYONE, SIGNED_IN } from '../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { authenticatorPage, takeBeginning, takeChange, takeConfirmation } from './authenticator.tsx';
import { choosePage, takeActivation, takeReset } from './choose-password.tsx';
import { forgotPage, registerPage, takeForgot, takeRegister } from './forgot.tsx';
import { securityPage, takeEnding, takeEndingOthers, takePassword } from './security.tsx';
import { signInPage, takeSignIn } from './sign-in.tsx';
import { takeLanguage, takeSignOut, takeTheme } from './small-acts.ts';

const door: ScreenOptions = { area: 'plain', permission: ANYONE };
const forgot: ScreenOptions = { ...door, en: '/en/forgot-password' };
const joining: ScreenOptions = { ...door, en: '/en/register' };
const reset: ScreenOptions = { ...door, en: '/en/reset-password' };
const activation: ScreenOptions = { ...door, en: '/en/activate' };
const own: ScreenOptions = { area: 'member', permission: SIGNED_IN };

export const identityPages = [
  screen('GET /masuk', { ...door, en: '/en/sign-in' }, signInPage),
  screen('POST /masuk', { ...door, en: '/en/sign-in' }, takeSignIn),
  screen('GET /lupa-sandi', forgot, forgotPage),
  screen('POST /lupa-sandi', forgot, takeForgot),
  screen('GET /daftar', joining, registerPage),
  screen('POST /daftar', joining, takeRegister),
  screen('GET /reset-password', reset, choosePage),
  screen('POST /reset-password', reset, takeReset),
  screen('GET /activate', activation, choosePage),
  screen('POST /activate', activation, takeActivation),
  screen('GET /akun/keamanan', own, securityPage),
  screen('POST /akun/keamanan/sandi', own, takePassword),
  screen('POST /akun/keamanan/sesi/akhiri', own, takeEnding),
  screen('POST /akun/keamanan/sesi/lain', own, takeEndingOthers),
  screen('GET /akun/keamanan/autentikator', own, authenticatorPage),
  screen('POST /akun/keamanan/autentikator', own, takeBeginning),
  screen('POST /akun/keamanan/autentikator/aktifkan', own, takeConfirmation),
  screen('POST /akun/keamanan/autentikator/ubah', own, takeChange),
  screen('POST /keluar', door, takeSignOut),
  screen('POST /tema', door, takeTheme),
  screen('POST /bahasa', { ...door, permission: SIGNED_IN }, takeLanguage),
];

export const identityMenu = [
  {
    area: 'member',
    path: '/akun/keamanan',
    label: 'identity.page.security.menu',
    permission: SIGNED_IN,
    icon: 'shield',
    rank: 9,
  },
] as const;
