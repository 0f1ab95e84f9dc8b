import type { Words } from '../../../ui/words.ts';

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

const first = (list: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  list.find(([sign]) => sign.test(text))?.[1];

/** A device in people's words, from what its browser says of itself. */
export function deviceName(words: Words, session: { kind: 'browser' | 'token'; userAgent: string | null }): string {
  const agent = session.userAgent ?? '';
  const [browser, system] = [first(BROWSERS, agent), first(SYSTEMS, agent)];
  if (browser && system) return words('identity.page.session.on', { browser, system });
  if (session.kind === 'token') return words('identity.page.session.program');
  return browser ?? system ?? words('identity.page.session.unknown');
}
