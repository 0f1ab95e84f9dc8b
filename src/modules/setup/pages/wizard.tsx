import type { VNode } from 'preact';
import type { Shown } from '../../../kernel/http/screen.ts';
import type { Locale } from '../../../kernel/i18n.ts';
import { FormErrors } from '../../../ui/components/field.tsx';
import type { FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import { wordsFor } from '../../../ui/words.ts';
import { type Draft, nextStep } from '../draft.ts';
import { STEPS, type Step } from '../input.ts';
import { STEP_FIELDS } from './steps.tsx';
import { type Words, wordsIn } from './texts.ts';

export const setupPath = (locale: Locale): string => (locale === 'en' ? '/en/setup' : '/setup');

interface Wizard {
  locale: Locale;
  token: string;
  step: Step;
  draft: Draft;
  form: FormState;
}

/** One question at a time; what was answered stays, whatever happens to the browser. */
export function wizardPage({ locale, token, step, draft, form }: Wizard): Shown {
  const words = wordsIn(locale);
  const Fields = STEP_FIELDS[step];
  const isLast = step === STEPS.at(-1);
  return {
    title: words('title'),
    body: (
      <>
        <h1 class="font-serif text-3xl font-semibold">{words('title')}</h1>
        <p class="text-muted-foreground mt-1 mb-5">{words('intro')}</p>
        <Steps locale={locale} token={token} step={step} draft={draft} words={words} />
        <div class="panel p-5 sm:p-8">
          <h2 class="mb-4 text-xl font-semibold">{words(`step.${step}`)}</h2>
          <FormErrors form={form} words={wordsFor(locale)} />
          <form method="post" action={setupPath(locale)} class="grid gap-5">
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="step" value={step} />
            <Fields form={form} words={words} />
            <div class="flex flex-wrap gap-3">
              <button type="submit" class="btn" data-size="lg">
                {words(isLast ? 'submit' : 'next')}
              </button>
              <Back locale={locale} token={token} step={step} words={words} />
            </div>
          </form>
        </div>
      </>
    ),
  };
}

type Around = Pick<Wizard, 'locale' | 'token' | 'step'> & { words: Words };
const addressOf = ({ locale, token }: Pick<Around, 'locale' | 'token'>, step: Step): string =>
  `${setupPath(locale)}?${new URLSearchParams({ token, step })}`;

function Back({ words, step, ...around }: Around): VNode | null {
  const before = STEPS[STEPS.indexOf(step) - 1];
  return before ? (
    <a class="btn" data-size="lg" data-variant="ghost" href={addressOf(around, before)}>
      {words('back')}
    </a>
  ) : null;
}

/** Where one is, and what can be gone back to. */
function Steps({ draft, step, words, ...around }: Around & { draft: Draft }): VNode {
  const open = STEPS.indexOf(nextStep(draft));
  return (
    <nav aria-label={words('steps')} class="mb-4">
      <ol class="flex flex-wrap gap-x-4 gap-y-1 text-[0.9375rem]">
        {STEPS.map((each, at) => {
          const isDone = draft.answers[each] !== undefined;
          const label = (
            <>
              {isDone ? <Icon name="check" size={16} /> : <span class="tabular">{at + 1}</span>}
              {words(`step.${each}`)}
            </>
          );
          return (
            <li>
              {each !== step && at <= open ? (
                <a class="link inline-flex items-center gap-1.5 py-1" href={addressOf(around, each)}>
                  {label}
                </a>
              ) : (
                <span
                  aria-current={each === step ? 'step' : undefined}
                  class="text-muted-foreground aria-[current=step]:text-foreground inline-flex items-center gap-1.5 py-1 aria-[current=step]:font-semibold"
                >
                  {label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
