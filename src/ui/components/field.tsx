import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

interface Common {
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  required?: boolean;
  class?: string;
}

const describedBy = (name: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined;

function Around({
  form,
  name,
  label,
  hint,
  required,
  class: look,
  children,
}: Common & { children: ComponentChildren }): VNode {
  const error = form.errors[name];
  return (
    <div class={`flex flex-col gap-1 ${look ?? ''}`}>
      <label for={name} class="text-sm font-semibold">
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {children}
      {hint && (
        <p id={`${name}-hint`} class="text-muted-foreground text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} class="text-stop flex items-center gap-1 text-sm font-medium">
          <Icon name="warning" size={14} />
          {error}
        </p>
      )}
    </div>
  );
}

interface InputProps extends Common {
  type?: 'text' | 'email' | 'password' | 'search' | 'number' | 'date' | 'time' | 'tel' | 'url' | 'color' | 'file';
  placeholder?: string;
  autocomplete?: string;
  inputmode?: 'numeric' | 'decimal' | 'email' | 'search';
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  list?: string;
  accept?: string;
  autofocus?: boolean;
  readonly?: boolean;
}

export function Field({ form, name, label, hint, required, class: look, type = 'text', ...rest }: InputProps): VNode {
  const error = form.errors[name];
  // Preact types every kind of input apart; here they differ in nothing.
  const kind: object = { type, ...rest };
  return (
    <Around form={form} name={name} label={label} hint={hint} required={required ?? false} class={look ?? ''}>
      <input
        id={name}
        name={name}
        class="input w-full"
        {...kind}
        required={required}
        value={type === 'password' || type === 'file' ? undefined : (form.values[name] ?? '')}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Around>
  );
}

export function TextField({
  form,
  name,
  label,
  hint,
  required,
  class: look,
  rows = 4,
  maxLength,
}: Common & { rows?: number; maxLength?: number }): VNode {
  const error = form.errors[name];
  return (
    <Around form={form} name={name} label={label} hint={hint} required={required ?? false} class={look ?? ''}>
      <textarea
        id={name}
        name={name}
        class="textarea w-full"
        rows={rows}
        maxLength={maxLength}
        required={required}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        {form.values[name] ?? ''}
      </textarea>
    </Around>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField({
  form,
  name,
  label,
  hint,
  required,
  class: look,
  options,
  empty,
}: Common & { options: readonly Option[]; empty?: string }): VNode {
  const error = form.errors[name];
  return (
    <Around form={form} name={name} label={label} hint={hint} required={required ?? false} class={look ?? ''}>
      <select
        id={name}
        name={name}
        class="select w-full"
        required={required}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label: text }) => (
          <option value={value} selected={form.values[name] === value}>
            {text}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function CheckField({
  form,
  name,
  label,
  hint,
  value = 'true',
}: Omit<Common, 'required'> & { value?: string }): VNode {
  return (
    <div class="flex items-start gap-2.5 py-1">
      <input
        id={name}
        name={name}
        type="checkbox"
        value={value}
        class="input mt-0.5"
        checked={form.values[name] === value}
        aria-describedby={describedBy(name, hint, form.errors[name])}
      />
      <div>
        <label for={name} class="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${name}-hint`} class="text-muted-foreground text-sm">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** What is wrong, above the form and for those who hear it first. */
export function FormErrors({ form, words }: { form: FormState; words: Words }): VNode | null {
  const named = Object.entries(form.errors);
  if (!form.summary && named.length === 0) return null;
  return (
    <div role="alert" class="border-stop/40 bg-stop-ground mb-4 rounded-md border px-3 py-2.5">
      <p class="text-stop flex items-center gap-2 font-semibold">
        <Icon name="stop" />
        {form.summary ?? words('ui.problems')}
      </p>
      {!form.summary && (
        <ul class="mt-1 list-disc pl-8">
          {named.map(([field, message]) => (
            <li>
              <a class="link" href={`#${field}`} data-turbo="false">
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Hidden fields every form that changes something carries: one effect however often sent, and the version that was seen. */
export function FormKey({ form, version }: { form: FormState; version?: number | undefined }): VNode {
  return (
    <>
      <input type="hidden" name="_key" value={form.key} />
      {version !== undefined && <input type="hidden" name="_version" value={String(version)} />}
    </>
  );
}
