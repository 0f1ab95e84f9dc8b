import type { Ctx } from '../../../../kernel/context.ts';
import type { Params } from '../../../../kernel/i18n.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { readSettings } from '../../../settings/index.ts';

/** Words with the dates of the library's own zone. */
export async function staffWords(ctx: Ctx): Promise<Words> {
  const { timeZone } = await readSettings(ctx);
  return wordsFor(ctx.locale, timeZone);
}

/** Why something cannot be done, for people: which permission is lacking is no news to them. */
export const whyText = (words: Words, reason: string, params: Params = {}): string =>
  words(reason === 'kernel.forbidden' ? 'catalog.staff.not_yours' : reason, params);
