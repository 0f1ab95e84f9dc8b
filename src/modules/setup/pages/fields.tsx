import type { ComponentChildren, VNode } from 'preact';

/** What the person wrote, and what is wrong with it, by field. */
export interface Entry {
  values: Readonly<Record<string, string>>;
  openDays: readonly string[];
  errors: Readonly<Record<string, string>>;
}

interface InputProps {
  entry: Entry;
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'email' | 'password' | 'time';
  autocomplete?: string;
  maxLength?: number;
  minLength?: number;
}

/** Names of what describes a field, for readers who hear it. */
const describedBy = (name: string, hint: string | undefined, error: string | undefined): string | undefined =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined;

export function Note({ name, hint, error }: { name: string; hint?: string | undefined; error?: string | undefined }) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

export function Input({ entry, name, label, hint, type = 'text', ...rest }: InputProps): VNode {
  const error = entry.errors[name];
  // Preact types every kind of input apart; here they differ in nothing.
  const kind: object = { type };
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        {...kind}
        required
        value={type === 'password' ? '' : (entry.values[name] ?? '')}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
        {...rest}
      />
      <Note name={name} hint={hint} error={error} />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  checked: boolean;
  type?: 'radio' | 'checkbox';
  children: ComponentChildren;
}

export function Choice({ name, value, checked, type = 'radio', children }: ChoiceProps): VNode {
  return (
    <label class="choice">
      <input type={type} name={name} value={value} checked={checked} required={type === 'radio'} />
      <span>{children}</span>
    </label>
  );
}

interface GroupProps {
  id: string;
  legend: string;
  hint?: string;
  error?: string | undefined;
  children: ComponentChildren;
}

export function Group({ id, legend, hint, error, children }: GroupProps): VNode {
  return (
    <fieldset id={id} aria-describedby={describedBy(id, hint, error)}>
      <legend>{legend}</legend>
      <Note name={id} hint={hint} error={error} />
      {children}
    </fieldset>
  );
}
