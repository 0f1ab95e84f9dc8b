import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import { hasMessage } from '../../../../kernel/i18n.ts';
import { Notice } from '../../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { readSettings } from '../../../settings/index.ts';

/** Dates are the library's own. */
export const ownWords = async (ctx: Ctx): Promise<Words> => wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);

/** A reason as it is said to the member himself. */
export function ownReason(words: Words, code: string, otherwise?: string): string {
  const own = code.replace('circulation.', 'circulation.own.why.');
  return hasMessage(own) ? words(own) : (otherwise ?? words(code));
}

interface Reason {
  code: string;
  message: string;
}

/** Every reason at once, so that nobody tries twice. */
export function Refusal({ title, failure, words }: { title: string; failure: Failure; words: Words }): VNode {
  const { details, params } = failure.options;
  const reasons = (details?.reasons ?? []) as Reason[];
  return (
    <div role="alert" class="mb-4">
      <Notice tone="stop" title={title}>
        {reasons.length > 0 ? (
          <ul class="list-disc pl-4">
            {reasons.map(({ code, message }) => (
              <li>{ownReason(words, code, message)}</li>
            ))}
          </ul>
        ) : (
          <p>{ownReason(words, failure.reason, words(failure.reason, params))}</p>
        )}
      </Notice>
    </div>
  );
}
