import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { onConstraint } from '../../../kernel/database-errors.ts';
import { failure } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { lastRule, ruleExists, ruleNotFound, ruleRetired, unknownCondition } from '../errors.ts';
import { staffId } from '../queries.ts';
import { RuleValues } from '../rules.ts';

onConstraint({
  circulation_rules_one: ruleExists,
  circulation_rules_branch_id_fkey: () => unknownCondition('branchId'),
  circulation_rules_member_type_id_fkey: () => unknownCondition('memberTypeId'),
  circulation_rules_collection_type_id_fkey: () => unknownCondition('collectionTypeId'),
});

export const createRule = verb({
  name: 'circulation.rule.create',
  permission: 'rule:manage',
  input: z.strictObject(RuleValues),
  run: async (ctx, input) => insertRule(ctx, input),
});

/** Also for the presets of the first set-up. */
export async function insertRule(ctx: VerbCtx, values: z.output<z.ZodObject<typeof RuleValues>>) {
  const rule = await ctx.db
    .insertInto('circulationRules')
    .values({ id: newId(), ...values, createdAt: ctx.now, updatedAt: ctx.now })
    .returningAll()
    .executeTakeFirstOrThrow();
  ctx.record('circulation_rule.created', { type: 'CREATE', id: rule.id, new: values, branchId: values.branchId });
  return rule;
}

const { branchId, memberTypeId, collectionTypeId, materialType, ...numbers } = RuleValues;
const unset = <S extends z.ZodType>(schema: S): S => (schema instanceof z.ZodDefault ? schema.unwrap() : schema) as S;
/** The conditions are the rule's identity; another combination is another rule. */
const Changes = z
  .object(Object.fromEntries(Object.entries(numbers).map(([name, schema]) => [name, unset(schema)])) as typeof numbers)
  .partial();

export const updateRule = verb({
  name: 'circulation.rule.update',
  permission: 'rule:manage',
  input: Changes.extend({ id: Uuid }).strict(),
  async run(ctx, { id, ...changes }) {
    const old = await lockRule(ctx, id);
    if (ctx.request.ifMatch !== undefined && ctx.request.ifMatch !== old.version) {
      throw failure('PRECONDITION_FAILED', 'kernel.changed_meanwhile');
    }
    const rule = await ctx.db
      .updateTable('circulationRules')
      .set({ ...withoutUndefined(changes), version: old.version + 1, updatedAt: ctx.now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    ctx.record('circulation_rule.updated', { type: 'UPDATE', id, old, new: rule, branchId: rule.branchId });
    return rule;
  },
});

const withoutUndefined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

async function lockRule(ctx: VerbCtx, id: string) {
  const rule = await ctx.db
    .selectFrom('circulationRules')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!rule) throw ruleNotFound();
  if (rule.retiredAt) throw ruleRetired();
  return rule;
}

/** Retired, not deleted: loans under it keep their dates and what they cost. The general rule stays. */
export const retireRule = verb({
  name: 'circulation.rule.retire',
  permission: 'rule:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const rule = await lockRule(ctx, id);
    const general = [rule.branchId, rule.memberTypeId, rule.collectionTypeId, rule.materialType].every(
      (c) => c === null,
    );
    if (general) throw lastRule();
    const retired = await ctx.db
      .updateTable('circulationRules')
      .set({ retiredAt: ctx.now, retiredBy: staffId(ctx), version: rule.version + 1, updatedAt: ctx.now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    ctx.record('circulation_rule.retired', { type: 'DELETE', id, old: rule, new: retired, branchId: rule.branchId });
    return { deleted: true };
  },
});
