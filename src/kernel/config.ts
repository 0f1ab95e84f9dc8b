import { z } from 'zod';

export interface ConfigEntry<T = unknown> {
  readonly value: z.ZodType<T, string | undefined>;
  readonly doc: string;
  readonly default?: string;
  readonly secret?: boolean;
}

export type Env = Readonly<Record<string, string | undefined>>;
type Values<E extends Record<string, ConfigEntry>> = { readonly [K in keyof E]: z.output<E[K]['value']> };

const registered = new Map<string, ConfigEntry>();
export const allConfig = (): ReadonlyMap<string, ConfigEntry> => registered;

/** Environment values of one part, typed and documented where they are used. Reading is memoised per environment. */
export function defineConfig<const E extends Record<string, ConfigEntry>>(entries: E): (env: Env) => Values<E> {
  for (const [name, entry] of Object.entries(entries)) registered.set(name, entry);
  const known = new WeakMap<Env, Values<E>>();
  return (env) => {
    const values = known.get(env) ?? (readAll(entries, env) as Values<E>);
    known.set(env, values);
    return values;
  };
}

function readAll(entries: Record<string, ConfigEntry>, env: Env): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const parsed = entry.value.safeParse(env[name] || entry.default);
    if (!parsed.success) throw new Error(explain(name, entry, parsed.error));
    values[name] = parsed.data;
  }
  return values;
}

const explain = (name: string, entry: ConfigEntry, error: z.ZodError): string =>
  `${name}: ${error.issues.map((issue) => issue.message).join(', ')}. It is: ${entry.doc}`;

/** Everything wrong with the environment, one line each; empty when it can start. */
export function configProblems(env: Env): string[] {
  const problems: string[] = [];
  for (const [name, entry] of registered) {
    const parsed = entry.value.safeParse(env[name] || entry.default);
    if (!parsed.success) problems.push(explain(name, entry, parsed.error));
  }
  return problems;
}

const text = z.string().optional();
export const as = {
  text: (fallback?: string) => text.transform((value) => value ?? fallback ?? ''),
  optional: text,
  int: (min: number, max: number) =>
    z
      .string()
      .regex(/^-?\d+$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.int().min(min).max(max)),
  flag: z.enum(['true', 'false', '1', '0', 'on', 'off']).transform((value) => ['true', '1', 'on'].includes(value)),
  list: text.transform((value) =>
    (value ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
  url: z.url().optional(),
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values),
};
