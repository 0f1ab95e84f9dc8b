import { z } from 'zod';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import { ruleNotFound } from './errors.ts';

export const MaterialType = z.string().regex(/^[A-Z][A-Z_]{1,29}$/);

/** What a rule says; the four conditions may be null (any). */
export const RuleValues = {
  branchId: Uuid.nullable().default(null),
  memberTypeId: Uuid.nullable().default(null),
  collectionTypeId: Uuid.nullable().default(null),
  materialType: MaterialType.nullable().default(null),
  loanDays: z.int().min(1).max(365),
  maxLoans: z.int().min(0).max(1000),
  maxRenewals: z.int().min(0).max(100),
  graceDays: z.int().min(0).max(365).default(0),
  finePerDay: z.int().min(0).max(100_000_000),
  maxFine: z.int().min(0).max(1_000_000_000).nullable().default(null),
  holdLimit: z.int().min(0).max(1000),
  holdShelfDays: z.int().min(1).max(60),
};

export const listRules = view({
  name: 'circulation.rules',
  permission: 'rule:read',
  /** `retired=true`: also those that apply to no new loan any more. */
  input: z.strictObject({ retired: z.stringbool().default(false) }),
  run(ctx, { retired }) {
    const rules = ctx.db.selectFrom('circulationRules').selectAll().orderBy('createdAt').orderBy('id').limit(1000);
    return (retired ? rules : rules.where('retiredAt', 'is', null)).execute();
  },
});

export const getRule = view({
  name: 'circulation.rule',
  permission: 'rule:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    const row = await ctx.db.selectFrom('circulationRules').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw ruleNotFound();
    return row;
  },
});

interface Condition {
  name: 'branchId' | 'memberTypeId' | 'collectionTypeId' | 'materialType';
  weight: number;
}
/** The order of RULE_FOR in situation.ts: the first condition outweighs all that follow. */
const CONDITIONS: readonly Condition[] = [
  { name: 'branchId', weight: 8 },
  { name: 'memberTypeId', weight: 4 },
  { name: 'collectionTypeId', weight: 2 },
  { name: 'materialType', weight: 1 },
];

/** "Which rule would apply?": every row, whether it fits, and the one that wins. */
export const explainRules = view({
  name: 'circulation.rules.explain',
  permission: 'rule:read',
  input: z.strictObject({
    branchId: Uuid.optional(),
    memberTypeId: Uuid.optional(),
    collectionTypeId: Uuid.optional(),
    materialType: trimmed(30).optional(),
  }),
  async run(ctx, asked) {
    const live = ctx.db.selectFrom('circulationRules').selectAll().where('retiredAt', 'is', null);
    const rows = await live.limit(1000).execute();
    const candidates = rows.map((rule) => {
      const misfits = CONDITIONS.filter(({ name }) => rule[name] !== null && rule[name] !== asked[name]).map(
        ({ name }) => name,
      );
      const weight = CONDITIONS.reduce((sum, { name, weight }) => sum + (rule[name] === null ? 0 : weight), 0);
      return { rule, fits: misfits.length === 0, misfits, weight };
    });
    candidates.sort((a, b) => Number(b.fits) - Number(a.fits) || b.weight - a.weight);
    const winner = candidates.find((candidate) => candidate.fits)?.rule ?? null;
    return { winner, candidates };
  },
});
