import { type Locale, type Params, translate } from '../../kernel/i18n.ts';
import './messages.ts';

export interface Finding {
  /** What was looked at. */
  name: string;
  /** advice: it works, and could go wrong. broken: it does not work, or data is at risk. */
  state: 'ok' | 'advice' | 'broken';
  message: string;
  /** Commands to paste. */
  fix?: readonly string[];
}

export interface Patient {
  env: NodeJS.ProcessEnv;
  locale: Locale;
  dataRoot: string;
}

/** `ok('node', 'doctor.node', { version })` in the reader's language. */
export const findingIn =
  (locale: Locale) =>
  (state: Finding['state'], name: string, code: string, params: Params = {}, ...fix: string[]): Finding => ({
    name,
    state,
    message: translate(locale, code, params),
    ...(fix.length > 0 ? { fix } : {}),
  });

export type Tell = ReturnType<typeof findingIn>;
