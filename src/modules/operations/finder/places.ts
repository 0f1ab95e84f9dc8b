import { SIGNED_IN, scopeFor } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { translate } from '../../../kernel/i18n.ts';
import { normalise } from '../../../lib/text/normalise.ts';
import { allMenus, allScreens } from '../wiring.ts';

export interface Place {
  path: string;
  label: string;
  permission: string;
}

/** What people begin from anywhere; shown when the screen is there and they may. */
const DEEDS: readonly Place[] = [
  { path: '/desk?mode=kembali', label: 'operations.find.return', permission: 'borrowing:return' },
  { path: '/desk/kelas', label: 'operations.find.class_return', permission: 'borrowing:return' },
  { path: '/staf/buku/baru', label: 'operations.find.new_book', permission: 'book:create' },
  { path: '/staf/anggota/baru', label: 'operations.find.new_member', permission: 'member:create' },
  { path: '/staf/anggota/naik-kelas', label: 'operations.find.promote', permission: 'member:update' },
  { path: '/staf/label', label: 'operations.find.labels', permission: 'copy:read' },
  { path: '/akun/keamanan', label: 'operations.find.security', permission: SIGNED_IN },
];

/** Every word of the question begins a word of the name, in either language. */
function fits(label: string, q: string): boolean {
  const asked = normalise(q).split(' ').filter(Boolean);
  return (['id', 'en'] as const).some((locale) => {
    const words = normalise(translate(locale, label)).split(' ');
    return asked.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** What a member may do with his own is not done here. */
const works = (ctx: Ctx, permission: string): boolean =>
  permission === SIGNED_IN || !['own', 'public', undefined].includes(scopeFor(ctx.actor, permission)?.kind);

const open = (ctx: Ctx, places: readonly Place[], q: string): Place[] =>
  places.filter(({ label, permission }) => works(ctx, permission) && fits(label, q));

/** Screens of the menu that this person may open. */
export function goTo(ctx: Ctx, q: string): Place[] {
  const staff = allMenus().filter(({ area }) => area === 'staff');
  return open(ctx, staff, q);
}

export function begin(ctx: Ctx, q: string): Place[] {
  const screens = allScreens();
  const there = DEEDS.filter(({ path }) =>
    screens.some((screen) => screen.method === 'GET' && screen.path === path.split('?')[0]),
  );
  return open(ctx, there, q);
}
