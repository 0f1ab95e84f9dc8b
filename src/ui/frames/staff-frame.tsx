import type { VNode } from 'preact';
import type { MenuEntry } from '../../kernel/http/screen.ts';
import type { FrameProps } from '../document.tsx';
import type { Frame } from '../frame.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand, ClockWarning, LanguageLink, NewsLine, ThemeChoice } from './parts.tsx';

/** The workspace: menu at the side where there is room, behind a button where there is none. */
export function StaffFrame({ frame, words, children }: FrameProps): VNode {
  return (
    <div class="dense flex min-h-dvh flex-col lg:grid lg:grid-cols-[14rem_1fr]">
      <aside class="bg-card no-print hidden border-r lg:block">
        <div class="sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto p-3">
          <Brand frame={frame} href="/desk" />
          <Menu frame={frame} words={words} />
          <div class="mt-auto">
            <ThemeChoice frame={frame} words={words} />
          </div>
        </div>
      </aside>
      <div class="flex min-w-0 flex-1 flex-col">
        {frame.clockOffset && <ClockWarning words={words} />}
        <header class="bg-card no-print flex items-center gap-2 border-b px-3 py-1.5 lg:px-6">
          <details class="relative lg:hidden" data-menu>
            <summary class="btn list-none" data-variant="ghost" data-size="icon-lg" aria-label={words('ui.menu')}>
              <Icon name="menu" />
            </summary>
            <div class="bg-popover absolute left-0 z-40 mt-1 max-h-[80dvh] w-64 overflow-y-auto rounded-lg border p-2 shadow-lg">
              <Menu frame={frame} words={words} />
            </div>
          </details>
          <command-palette class="relative min-w-0 flex-1">
            <form action="/staf/cari" class="relative max-w-md">
              <input
                class="input w-full sm:pr-16"
                type="search"
                name="q"
                aria-label={words('ui.search.palette')}
                placeholder={words('ui.search.palette')}
                autocomplete="off"
                maxLength={200}
              />
              <kbd class="kbd pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-sm:hidden">Ctrl K</kbd>
            </form>
            <div
              data-results
              hidden
              class="bg-popover fixed inset-x-2 top-13 z-50 max-h-[75dvh] overflow-y-auto rounded-lg border shadow-lg sm:absolute sm:inset-x-0 sm:top-full sm:mt-1 sm:max-w-xl"
            />
          </command-palette>
          <LanguageLink frame={frame} words={words} />
          <AccountMenu frame={frame} words={words} />
        </header>
        <main id="isi" tabIndex={-1} class="w-full max-w-7xl flex-1 px-3 py-4 outline-none lg:px-6">
          <NewsLine frame={frame} words={words} />
          {children}
        </main>
      </div>
    </div>
  );
}

/** What is used all day stands first. */
const GROUPS = [
  '',
  'ui.group.lending',
  'ui.group.people',
  'ui.group.catalog',
  'ui.group.money',
  'ui.group.reports',
  'ui.group.settings',
  'ui.group.system',
];

function Menu({ frame, words }: { frame: Frame; words: Words }): VNode {
  const present = new Set(frame.menu.map((entry) => entry.group ?? ''));
  const groups = GROUPS.filter((group) => present.has(group));
  return (
    <nav aria-label={words('ui.menu')} class="flex flex-col gap-3">
      {groups.map((group) => (
        <div>
          {group && (
            <p class="text-muted-foreground px-2 pb-1 text-xs font-semibold tracking-wide uppercase">{words(group)}</p>
          )}
          <ul>
            {frame.menu
              .filter((entry) => (entry.group ?? '') === group)
              .map((entry) => (
                <li>
                  <MenuLink entry={entry} here={isHere(frame.path, entry.path)} words={words} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const isHere = (path: string, entry: string): boolean => path === entry || path.startsWith(`${entry}/`);

const MenuLink = ({ entry, here, words }: { entry: MenuEntry; here: boolean; words: Words }): VNode => (
  <a
    href={entry.path}
    aria-current={here ? 'page' : undefined}
    class="hover:bg-muted aria-[current=page]:bg-accent flex items-center gap-2.5 rounded-md px-2 py-1.5 aria-[current=page]:font-semibold"
  >
    <Icon name={entry.icon} />
    {words(entry.label)}
  </a>
);
