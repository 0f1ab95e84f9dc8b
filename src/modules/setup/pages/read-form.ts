import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { type Locale, translate } from '../../../kernel/i18n.ts';
import { parseInput } from '../../../kernel/validation.ts';
import { blankForm, type FormState, keptForm, refusedForm } from '../../../ui/form.ts';
import type { Draft } from '../draft.ts';
import { STEP_INPUT, STEPS, type Step, WEEKDAYS } from '../input.ts';
import { wordsIn } from './texts.ts';

const text = (form: URLSearchParams, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, form.get(name) ?? '']));

const READ: Readonly<Record<Step, (form: URLSearchParams) => Record<string, unknown>>> = {
  language: (form) => text(form, 'locale'),
  administrator: (form) => text(form, 'name', 'email', 'password'),
  library: (form) => ({
    ...text(form, 'libraryName', 'branchName', 'timeZone', 'opens', 'closes'),
    openDays: form.getAll('openDays'),
  }),
  rules: (form) => text(form, 'preset'),
  content: (form) => ({ demo: form.get('demo') === 'yes' }),
};

/** What was sent for one step, as its verb takes it. */
export const answerIn = (step: Step, form: URLSearchParams): Record<string, unknown> => READ[step](form);

/** The form with what is wrong with it; null when nothing is. */
export function wrongIn(ctx: Ctx, step: Step, form: URLSearchParams): FormState | null {
  const differ = step === 'administrator' && form.get('password') !== form.get('passwordAgain');
  const again = differ ? { passwordAgain: translate(ctx.locale, 'setup.passwords_differ') } : {};
  try {
    parseInput<(typeof STEP_INPUT)[Step]>(STEP_INPUT[step], answerIn(step, form), ctx.locale);
    return differ ? { ...keptForm(form), errors: again } : null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = refusedForm(ctx, form, error);
    return { ...refused, errors: { ...refused.errors, ...again } };
  }
}

/** All steps in one form, as programs send it: every answer, or the first step that is wrong. */
export function wholeIn(ctx: Ctx, form: URLSearchParams): { wrong: Step; form: FormState } | Record<string, unknown> {
  for (const step of STEPS) {
    const wrong = wrongIn(ctx, step, form);
    if (wrong) return { wrong: step, form: wrong };
  }
  return Object.assign({}, ...STEPS.map((step) => answerIn(step, form)));
}

/** The form of a step before it is sent: as it was answered, else with what is usual. */
export function formOf(step: Step, draft: Draft, locale: Locale): FormState {
  const answer = draft.answers[step] ?? {};
  const usual: Record<string, string> = {
    locale,
    branchName: wordsIn(locale)('branchName.default'),
    timeZone: 'Asia/Jakarta',
    opens: '08:00',
    closes: '16:00',
    preset: 'school',
  };
  const said = Object.entries(answer).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const days = Array.isArray(answer.openDays) ? answer.openDays.map(String) : WEEKDAYS.slice(0, 5);
  return {
    ...blankForm({ ...usual, ...Object.fromEntries(said), demo: answer.demo === true ? 'yes' : 'no' }),
    all: (name) => (name === 'openDays' ? days : []),
  };
}
