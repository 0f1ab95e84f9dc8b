import { SIGNED_IN } from '../../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { profilePage, takeConsent, takeContact, takeData } from './profile.tsx';

const own: ScreenOptions = { area: 'member', permission: SIGNED_IN };

export const ownPages = [
  screen('GET /akun/profil', own, profilePage),
  screen('POST /akun/profil', own, takeContact),
  screen('POST /akun/profil/privasi', own, takeConsent),
  screen('POST /akun/data', { ...own, permission: 'member:export' }, takeData),
];

export const ownMenu = [
  { area: 'member', path: '/akun/profil', label: 'members.own.menu', permission: 'member:read', icon: 'user', rank: 5 },
] as const;
