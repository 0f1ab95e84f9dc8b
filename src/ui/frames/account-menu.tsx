import type { VNode } from 'preact';
import { holds } from '../../kernel/access.ts';
import type { Frame } from '../frame.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

/** Sign in, or what belongs to the person who is. A plain disclosure: it opens without scripts. */
export function AccountMenu({ frame, words }: { frame: Frame; words: Words }): VNode | null {
  const { actor, locale } = frame;
  if (!frame.site.hasAccounts) return null;
  if (actor.kind !== 'account') {
    return (
      <a href={locale === 'en' ? '/en/sign-in' : '/masuk'} class="btn" data-variant="outline" data-size="lg">
        {words('ui.sign_in')}
      </a>
    );
  }
  const worksHere = holds(actor, 'borrowing:create');
  const inside = frame.area === 'staff' || frame.area === 'desk';
  return (
    <details class="relative" data-menu>
      <summary class="btn list-none" data-variant="ghost" data-size="lg">
        <Icon name="user" />
        <span class="max-w-32 truncate max-sm:sr-only">{actor.name}</span>
      </summary>
      <div class="bg-popover absolute right-0 z-40 mt-1 w-56 rounded-lg border p-1 shadow-lg">
        <p class="text-muted-foreground truncate px-3 py-2 text-sm">{actor.name}</p>
        {actor.memberId && <Item href="/akun" label={words('ui.my_account')} />}
        {worksHere && !inside && <Item href="/desk" label={words('ui.workspace')} />}
        {inside && <Item href="/" label={words('ui.portal')} />}
        <Item href="/akun/keamanan" label={words('identity.page.security')} />
        <form method="post" action="/keluar">
          <button type="submit" class="hover:bg-muted block w-full rounded-md px-3 py-2 text-left">
            {words('ui.sign_out')}
          </button>
        </form>
      </div>
    </details>
  );
}

const Item = ({ href, label }: { href: string; label: string }): VNode => (
  <a href={href} class="hover:bg-muted block rounded-md px-3 py-2">
    {label}
  </a>
);
