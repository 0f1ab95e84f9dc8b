import type { Locale } from '../../../kernel/i18n.ts';
import { page } from './layout.tsx';
import { wordsIn } from './texts.ts';

export function badLinkPage(locale: Locale): string {
  const words = wordsIn(locale);
  return page({
    locale,
    title: words('badLink'),
    inLanguage: (other) => `/setup?lang=${other}`,
    children: (
      <>
        <p>{words('badLink.why')}</p>
        <p>{words('badLink.what')}</p>
        <pre>bin/pustaka setup --link</pre>
      </>
    ),
  });
}

export function setUpAlreadyPage(locale: Locale): string {
  const words = wordsIn(locale);
  return page({
    locale,
    title: words('done'),
    children: (
      <p>
        <a href={`/welcome?lang=${locale}`}>{words('toWelcome')}</a>
      </p>
    ),
  });
}

interface Welcome {
  locale: Locale;
  /** Address under which the reader found us. */
  base: string;
  demo: boolean;
}

export function welcomePage({ locale, base, demo }: Welcome): string {
  const words = wordsIn(locale);
  const signIn = [
    `curl ${base}/api/v1/auth/login \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"email": "…", "password": "…"}'`,
  ].join('\n');
  return page({
    locale,
    title: words('welcome'),
    inLanguage: (other) => `/welcome?lang=${other}`,
    children: (
      <>
        {demo && <p role="status">{words('welcome.demo')}</p>}
        <p>
          {words('welcome.docs')} <a href="/docs">{`${base}/docs`}</a>
        </p>
        <p>{words('welcome.signIn')}</p>
        <pre>{signIn}</pre>
        <h2>{words('welcome.server')}</h2>
        <dl>
          <dt>bin/pustaka import members anggota.csv</dt>
          <dd>{words('welcome.import')}</dd>
          <dt>bin/pustaka user add</dt>
          <dd>{words('welcome.user')}</dd>
          <dt>bin/pustaka doctor</dt>
          <dd>{words('welcome.doctor')}</dd>
        </dl>
      </>
    ),
  });
}
