import type { VNode } from 'preact';
import type { Frame } from '../frame.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

interface PartProps {
  frame: Frame;
  words: Words;
}

export function Brand({ frame, href }: { frame: Frame; href: string }): VNode {
  return (
    <a href={href} class="flex items-center gap-2.5 py-1 font-serif text-lg leading-tight font-semibold">
      {frame.site.logo ? (
        <img src={frame.site.logo} alt="" width={32} height={32} class="size-8 object-contain" />
      ) : (
        <span class="bg-primary text-primary-foreground grid size-8 shrink-0 place-items-center rounded-md">
          <Icon name="book" />
        </span>
      )}
      <span>{frame.site.name}</span>
    </a>
  );
}

/** The same page in the other language where it has an address; else the account's language is changed. */
export function LanguageLink({ frame, words }: PartProps): VNode | null {
  const other = frame.locale === 'id' ? 'en' : 'id';
  const look = { class: 'btn', 'data-variant': 'ghost', 'data-size': 'lg' } as const;
  if (frame.area === 'public' || frame.actor.kind === 'anonymous') {
    if (!frame.twin) return null;
    return (
      <a
        {...look}
        href={frame.twin}
        hreflang={other}
        lang={other}
        aria-label={`${other.toUpperCase()}: ${words('ui.other_language')}`}
      >
        <Icon name="globe" />
        <span aria-hidden="true">{other.toUpperCase()}</span>
      </a>
    );
  }
  return (
    <form method="post" action="/bahasa">
      <input type="hidden" name="locale" value={other} />
      <input type="hidden" name="ke" value={frame.url} />
      <button {...look} type="submit" lang={other} aria-label={`${other.toUpperCase()}: ${words('ui.other_language')}`}>
        <Icon name="globe" />
        <span aria-hidden="true">{other.toUpperCase()}</span>
      </button>
    </form>
  );
}

/** Light, dark, or as the device; kept in a cookie. */
export function ThemeChoice({ frame, words }: PartProps): VNode {
  const option = (value: string, label: string) => (
    <option value={value} selected={(frame.theme ?? '') === value}>
      {words(label)}
    </option>
  );
  return (
    <form method="post" action="/tema" class="flex items-center gap-2">
      <input type="hidden" name="ke" value={frame.url} />
      <label class="sr-only" for="tema">
        {words('ui.theme')}
      </label>
      <select id="tema" name="tema" class="select h-9" data-submit>
        {option('', 'ui.theme.auto')}
        {option('light', 'ui.theme.light')}
        {option('dark', 'ui.theme.dark')}
      </select>
      <noscript>
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.save')}
        </button>
      </noscript>
    </form>
  );
}

/** What just happened, said once. */
export function NewsLine({ frame, words }: PartProps): VNode | null {
  if (!frame.news) return null;
  return (
    <p
      role="status"
      class="border-ok/30 bg-ok-ground text-ok mb-4 flex items-center gap-2 rounded-md border px-3 py-2 text-[0.9375rem] font-medium"
    >
      <Icon name="check" />
      {words(frame.news.code, frame.news.params)}
    </p>
  );
}

export function ClockWarning({ words }: { words: Words }): VNode {
  return (
    <p class="bg-attention-ground text-attention px-4 py-1.5 text-center text-sm font-semibold">
      {words('ui.clock_moved')}
    </p>
  );
}
