import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ComponentChildren, VNode } from 'preact';
import { htmlPage } from '../../../kernel/html.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { wordsIn } from './texts.ts';

export const css = readFileSync(new URL('./setup.css', import.meta.url), 'utf8');
export const CSS_PATH = '/assets/setup.css';
const version = createHash('sha256').update(css).digest('base64url').slice(0, 8);

const LANGUAGES: readonly { locale: Locale; name: string }[] = [
  { locale: 'id', name: 'Bahasa Indonesia' },
  { locale: 'en', name: 'English' },
];

interface Frame {
  locale: Locale;
  title: string;
  /** Address of this page in a language. */
  inLanguage?: (locale: Locale) => string;
  children: ComponentChildren;
}

export const page = ({ locale, title, inLanguage, children }: Frame): string =>
  htmlPage(
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Pustaka`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${CSS_PATH}?v=${version}`} />
      </head>
      <body>
        <header>
          <span class="brand">Pustaka</span>
          {inLanguage && <Languages locale={locale} inLanguage={inLanguage} />}
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>,
  );

function Languages({ locale, inLanguage }: Required<Pick<Frame, 'locale' | 'inLanguage'>>): VNode {
  return (
    <nav aria-label={wordsIn(locale)('language')}>
      {LANGUAGES.map(({ locale: other, name }) => (
        <a href={inLanguage(other)} hreflang={other} lang={other} aria-current={other === locale ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
