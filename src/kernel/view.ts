import type { z } from 'zod';
import { requireScope } from './access.ts';
import type { Ctx } from './context.ts';
import { fromDatabase } from './database-errors.ts';
import { parseInput } from './validation.ts';
import type { Operation } from './verb.ts';

export type View<I extends z.ZodType, O> = Operation<I, O> & { readonly kind: 'view' };

export interface ViewDefinition<I extends z.ZodType, O> {
  name: string;
  permission: string;
  input: I;
  run(ctx: Ctx, input: z.output<I>): Promise<O>;
}

const views: Operation<z.ZodType, unknown>[] = [];
export const allViews = (): readonly Operation<z.ZodType, unknown>[] => views;

/** A read: permission, one parse, no transaction of its own, never a fact. */
export function view<I extends z.ZodType, O>(definition: ViewDefinition<I, O>): View<I, O> {
  const call = async (outer: Ctx, raw: z.input<I>): Promise<O> => {
    const ctx = { ...outer, scope: requireScope(outer.actor, definition.permission) };
    const input = parseInput(definition.input, raw, ctx.locale);
    try {
      return await definition.run(ctx, input);
    } catch (error) {
      throw fromDatabase(error);
    }
  };
  const made: View<I, O> = Object.assign(call, {
    kind: 'view' as const,
    operation: definition.name,
    permission: definition.permission,
    input: definition.input,
  });
  views.push(made);
  return made;
}
