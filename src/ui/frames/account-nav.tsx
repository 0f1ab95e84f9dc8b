import type { VNode } from 'preact';
import type { Frame } from '../frame.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

/** A member's own pages side by side; on a phone all of them in two rows, none hidden. */
export function AccountNav({ frame, words }: { frame: Frame; words: Words }): VNode | null {
  const entries = frame.own.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (entries.length < 2) return null;
  return (
    <nav aria-label={words('ui.my_account')} class="no-print mb-5 lg:mb-0">
      <ul class="grid grid-cols-3 gap-1 sm:flex sm:flex-wrap lg:flex-col">
        {entries.map((entry) => (
          <li>
            <a
              href={entry.path}
              aria-current={isHere(frame, entry.path) ? 'page' : undefined}
              class="hover:bg-muted aria-[current=page]:bg-accent flex items-center gap-2 rounded-md px-3 py-2 aria-[current=page]:font-semibold max-sm:flex-col max-sm:gap-0.5 max-sm:px-1 max-sm:text-center max-sm:text-sm"
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
