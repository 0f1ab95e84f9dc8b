import { holds, requireScope, type Scope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type ImportRow, KINDS, type Kind } from './import.ts';

const MAKE: Readonly<Record<Kind, string>> = { BOOKS: 'book:create', MEMBERS: 'member:create' };
const CHANGE: Readonly<Record<Kind, string>> = { BOOKS: 'book:update', MEMBERS: 'member:update' };

/** Whoever may make records of any kind; each import then asks for its own. */
export const ANY_KIND = Object.values(MAKE).join('|');

/** Whoever may make such records; who looks after some branches only sees what he brought himself. */
export const scopeOfKind = (ctx: Ctx, kind: Kind): Scope => requireScope(ctx.actor, MAKE[kind]);
export const kindsFor = ({ actor }: Ctx): Kind[] => KINDS.filter((kind) => holds(actor, MAKE[kind]));

export const mayChange = ({ actor }: Ctx, kind: Kind): boolean => holds(actor, CHANGE[kind]);

/** Choices that write over what is there need the right to change it. */
export function requireChoices({ actor }: Ctx, { kind, options }: Pick<ImportRow, 'kind' | 'options'>): void {
  const writesOver = {
    BOOKS: Object.values(options.choices).includes('overlay'),
    MEMBERS: options.onExisting === 'update',
  };
  if (writesOver[kind]) requireScope(actor, CHANGE[kind]);
}
