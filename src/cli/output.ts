import { styleText } from 'node:util';
import type { Locale, Params } from '../kernel/i18n.ts';
import { translate } from '../kernel/i18n.ts';
import './messages.ts';

/** Messages for people go to stderr; stdout belongs to data. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (data: unknown): void => print(JSON.stringify(data, null, 2));

/** Indonesian where the terminal is set to it. */
export const terminalLocale = (env: NodeJS.ProcessEnv = process.env): Locale =>
  /^id\b|^id_/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'id' : 'en';

export const text = (code: string, params: Params = {}): string => translate(terminalLocale(), code, params);
export const tell = (code: string, params: Params = {}): void => say(text(code, params));

/** Colours only on a terminal, and never with NO_COLOR. */
export const strong = (words: string): string => styleText('bold', words, { stream: process.stderr });
