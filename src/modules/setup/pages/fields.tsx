import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';

interface ChoiceProps {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  children?: ComponentChildren;
}

/** One of several ways, with what it means. */
export const Choice = ({ name, value, checked, title, children }: ChoiceProps): VNode => (
  <label class="has-checked:border-primary has-checked:bg-accent flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2.5">
    <input type="radio" class="input mt-1" name={name} value={value} checked={checked} required />
    <span class="min-w-0">
      <span class="font-semibold">{title}</span>
      {children && <span class="text-muted-foreground block text-sm">{children}</span>}
    </span>
  </label>
);

interface GroupProps {
  form: FormState;
  id: string;
  legend: string;
  /** The step's own heading says it already. */
  quiet?: boolean;
  hint?: string;
  children: ComponentChildren;
}

/** Fields that answer one question together. */
export function Group({ form, id, legend, quiet, hint, children }: GroupProps): VNode {
  const error = form.errors[id];
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset id={id} aria-describedby={described || undefined} class="min-w-0">
      <legend class={quiet ? 'sr-only' : 'mb-1 font-semibold'}>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} class="text-muted-foreground mb-2 text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="text-stop mb-2 flex items-center gap-1 text-sm font-medium">
          <Icon name="warning" size={14} />
          {error}
        </p>
      )}
      <div class="grid gap-2">{children}</div>
    </fieldset>
  );
}
