import type { Ctx } from '../../../kernel/context.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import type { State } from '../import.ts';

/** Words with the dates of the library's own zone. */
export const importWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

export const STATE_TONE: Readonly<Record<State, 'ok' | 'attention' | 'stop' | 'plain'>> = {
  UPLOADED: 'attention',
  MAPPED: 'plain',
  PREVIEWED: 'plain',
  RUNNING: 'plain',
  PAUSED: 'attention',
  DONE: 'ok',
  CANCELLED: 'plain',
  FAILED: 'stop',
  UNDOING: 'plain',
  UNDONE: 'plain',
};

export const sizeText = (words: Words, bytes: number): string =>
  bytes < 1_000_000
    ? `${words.number(Math.ceil(bytes / 1000))} kB`
    : `${words.number(Math.round(bytes / 100_000) / 10)} MB`;
