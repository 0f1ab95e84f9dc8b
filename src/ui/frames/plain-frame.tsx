import type { VNode } from 'preact';
import type { FrameProps } from '../document.tsx';
import { Brand, ClockWarning, LanguageLink, NewsLine } from './parts.tsx';

/** One card and nothing else: signing in, setting up, a message. */
export function PlainFrame({ frame, words, children }: FrameProps): VNode {
  return (
    <div class="flex min-h-dvh flex-col">
      {frame.clockOffset && <ClockWarning words={words} />}
      <header class="mx-auto flex w-full max-w-xl items-center justify-between px-4 pt-6">
        <Brand frame={frame} href={frame.locale === 'en' ? '/en' : '/'} />
        <LanguageLink frame={frame} words={words} />
      </header>
      <main id="isi" tabIndex={-1} class="mx-auto w-full max-w-xl flex-1 px-4 py-6 outline-none">
        <NewsLine frame={frame} words={words} />
        {children}
      </main>
    </div>
  );
}
