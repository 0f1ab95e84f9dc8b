import type { Ctx } from '../../../kernel/context.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';

/** Words with the dates of the library's own zone. */
export async function labelWords(ctx: Ctx): Promise<Words> {
  const { timeZone } = await readSettings(ctx);
  return wordsFor(ctx.locale, timeZone);
}
