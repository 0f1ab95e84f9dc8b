import type { ComponentChildren, VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import { FormErrors } from '../../../ui/components/field.tsx';
import type { FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';

export const doorPath = ({ locale }: Pick<Ctx, 'locale'>): string => (locale === 'en' ? '/en/sign-in' : '/masuk');

interface CardProps {
  title: string;
  words: Words;
  form: FormState;
  children: ComponentChildren;
}

export function Card({ title, words, form, children }: CardProps): VNode {
  return (
    <div class="panel p-5 sm:p-8">
      <h1 class="mb-5 font-serif text-3xl font-semibold">{title}</h1>
      <FormErrors form={form} words={words} />
      {children}
    </div>
  );
}

export const ToSignIn = ({ words }: { words: Words }): VNode => (
  <p class="mt-5">
    <a class="link py-1" href={doorPath(words)}>
      {words('identity.page.to_sign_in')}
    </a>
  </p>
);
