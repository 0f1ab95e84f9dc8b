import type { VNode } from 'preact';
import type { FrameProps } from '../document.tsx';
import { addressOf, catalogueIn } from '../frame.ts';
import { Icon } from '../icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AccountNav } from './account-nav.tsx';
import { Brand, ClockWarning, LanguageLink, NewsLine, ThemeChoice } from './parts.tsx';

/** The portal: people look for books here, mostly on a phone. */
export function PublicFrame({ frame, words, children }: FrameProps): VNode {
  const english = frame.locale === 'en';
  const results = catalogueIn(frame.menu, frame.locale);
  return (
    <div class="flex min-h-dvh flex-col">
      {frame.clockOffset && <ClockWarning words={words} />}
      <header class="bg-card no-print border-b">
        <div class="mx-auto flex max-w-6xl flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2.5">
          <div class="min-w-0 flex-1 basis-32 md:flex-none md:basis-auto">
            <Brand frame={frame} href={english ? '/en' : '/'} />
          </div>
          <nav
            aria-label={words('ui.menu')}
            class="order-3 -mx-2 flex w-full overflow-x-auto sm:gap-1 md:order-none md:mx-0 md:w-auto"
          >
            {frame.menu.map((entry) => {
              const href = addressOf(entry, frame.locale);
              return (
                <a
                  href={href}
                  aria-current={frame.path === href ? 'page' : undefined}
                  class="hover:bg-muted aria-[current=page]:text-primary rounded-md px-2 py-1.5 text-[0.9375rem] sm:px-2.5 whitespace-nowrap aria-[current=page]:font-semibold"
                >
                  {words(entry.label)}
                </a>
              );
            })}
          </nav>
          <div class="ml-auto flex items-center gap-1">
            {results && frame.path !== results && (
              <a href={results} class="btn" data-variant="ghost" data-size="icon-lg" aria-label={words('ui.search')}>
                <Icon name="search" />
              </a>
            )}
            <LanguageLink frame={frame} words={words} />
            <AccountMenu frame={frame} words={words} />
          </div>
        </div>
      </header>
      <main id="isi" tabIndex={-1} class="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none">
        <NewsLine frame={frame} words={words} />
        {frame.area === 'member' ? (
          <div class="lg:grid lg:grid-cols-[13rem_1fr] lg:gap-8">
            <AccountNav frame={frame} words={words} />
            <div class="min-w-0">{children}</div>
          </div>
        ) : (
          children
        )}
      </main>
      <footer class="no-print border-t">
        <div class="text-muted-foreground mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-5 text-sm">
          <span>
            <strong class="text-foreground font-semibold">{frame.site.name}</strong>
            {frame.site.address && <> · {frame.site.address}</>}
          </span>
          <span class="ml-auto">
            <ThemeChoice frame={frame} words={words} />
          </span>
        </div>
      </footer>
    </div>
  );
}
