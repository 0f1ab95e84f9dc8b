import { z } from 'zod';
import { SIGNED_IN } from '../../../kernel/access.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockAccount } from '../accounts.ts';
import { inPerson } from '../self.ts';

const store = prepared(
  'identity.account.locale',
  'update accounts set locale = $2, locale_chosen = true, updated_at = $3 where id = $1',
);

/** The language an account reads and is written to in. */
export const chooseLanguage = verb({
  name: 'identity.chooseLanguage',
  permission: SIGNED_IN,
  input: z.strictObject({ locale: z.enum(['id', 'en']) }),
  async run(ctx, { locale }) {
    const { accountId } = inPerson(ctx);
    const account = await lockAccount(ctx, accountId);
    if (account.locale === locale) return ctx.unchanged({ locale });
    await store.all(ctx.sql, [accountId, locale, ctx.now]);
    ctx.record('account.language_chosen', {
      type: 'UPDATE',
      id: accountId,
      name: account.name,
      old: { locale: account.locale },
      new: { locale },
      touches: ['session'],
    });
    return { locale };
  },
});
