import type { Shown } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { wordsIn } from './texts.ts';

export function badLinkPage(locale: Locale): Shown {
  const words = wordsIn(locale);
  return {
    title: words('badLink'),
    twin: `/setup?lang=${locale === 'id' ? 'en' : 'id'}`,
    body: (
      <>
        <p>{words('badLink.why')}</p>
        <p>{words('badLink.what')}</p>
        <pre>bin/pustaka setup --link</pre>
      </>
    ),
  };
}

export function setUpAlreadyPage(locale: Locale): Shown {
  const words = wordsIn(locale);
  return {
    title: words('done'),
    body: (
      <p>
        <a href={`/welcome?lang=${locale}`}>{words('toWelcome')}</a>
      </p>
    ),
  };
}

interface Welcome {
  locale: Locale;
  /** Address under which the reader found us. */
  base: string;
  demo: boolean;
}

export function welcomePage({ locale, base, demo }: Welcome): Shown {
  const words = wordsIn(locale);
  const signIn = [
    `curl ${base}/api/v1/auth/login \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"email": "…", "password": "…"}'`,
  ].join('\n');
  return {
    title: words('welcome'),
    twin: `/welcome?lang=${locale === 'id' ? 'en' : 'id'}`,
    body: (
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
  };
}
