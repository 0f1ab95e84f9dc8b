import type { VNode } from 'preact';
import type { Frame } from '../frame.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

/** A member's own pages side by side; on a phone they are a row to be pushed along. */
export function AccountNav({ frame, words }: { frame: Frame; words: Words }): VNode | null {
  const entries = frame.own.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (entries.length === 0) return null;
  return (
    <nav
      aria-label={words('ui.my_account')}
      class="no-print -mx-4 mb-4 overflow-x-auto border-b px-4 lg:mx-0 lg:mb-0 lg:border-0 lg:px-0"
    >
      <ul class="flex gap-1 pb-2 lg:flex-col lg:pb-0">
        {entries.map((entry) => (
          <li>
            <a
              href={entry.path}
              aria-current={isHere(frame, entry.path) ? 'page' : undefined}
              class="hover:bg-muted aria-[current=page]:bg-accent flex items-center gap-2 rounded-md px-3 py-2 whitespace-nowrap aria-[current=page]:font-semibold"
            >
              <Icon name={entry.icon} />
              {words(entry.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The longest address that leads here: /akun is the beginning of all of them. */
function isHere(frame: Frame, path: string): boolean {
  const leads = frame.own.filter((entry) => frame.path === entry.path || frame.path.startsWith(`${entry.path}/`));
  const longest = leads.toSorted((a, b) => b.path.length - a.path.length)[0];
  return longest?.path === path;
}
