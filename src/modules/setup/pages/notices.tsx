import type { VNode } from 'preact';
import type { Shown } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { wordsIn } from './texts.ts';

const card = (title: string, body: VNode): Shown => ({
  title,
  body: (
    <div class="panel p-5 sm:p-8">
      <h1 class="mb-4 font-serif text-3xl font-semibold">{title}</h1>
      {body}
    </div>
  ),
});

export function badLinkPage(locale: Locale): Shown {
  const words = wordsIn(locale);
  return card(
    words('badLink'),
    <div class="grid gap-3">
      <p>{words('badLink.why')}</p>
      <p>{words('badLink.what')}</p>
      <pre class="bg-muted overflow-x-auto rounded-md px-3 py-2 font-mono text-sm">bin/pustaka setup --link</pre>
    </div>,
  );
}

export function setUpAlreadyPage(locale: Locale): Shown {
  const words = wordsIn(locale);
  return card(
    words('done'),
    <p>
      <a class="btn" href={locale === 'en' ? '/en/welcome' : '/welcome'}>
        {words('toWelcome')}
      </a>
    </p>,
  );
}
