import { asSystem } from '../../../kernel/verb.ts';
import { insertRule, updateRule } from '../../circulation/index.ts';
import { knownOf, writeIds } from './ids.ts';
import { materialOf } from './material.ts';
import type { Move } from './move.ts';
import { digestOf, type Misfit, type Row, text, whole } from './row.ts';

const SHELF_DAYS = 3;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

interface Wanted {
  old: string;
  row: Row;
  where: { memberTypeId: string | null; collectionTypeId: string | null; materialType: string | null };
  misfits: Misfit[];
}

function valuesOf({ row, misfits }: Wanted, holdLimit: number) {
  const days = whole(row, 'loan_periode');
  if (days < 1 || days > 365) misfits.push({ code: 'rule_days', value: String(days) });
  return {
    loanDays: clamp(days, 1, 365),
    maxLoans: clamp(whole(row, 'loan_limit'), 0, 1000),
    maxRenewals: clamp(whole(row, 'reborrow_limit'), 0, 100),
    graceDays: clamp(whole(row, 'grace_periode'), 0, 365),
    finePerDay: clamp(whole(row, 'fine_each_day'), 0, 100_000_000),
    maxFine: null,
    holdLimit: clamp(holdLimit, 0, 1000),
    holdShelfDays: SHELF_DAYS,
  };
}

async function wantedRules(move: Move): Promise<Wanted[]> {
  const { memberTypes, collectionTypes } = move.grounds;
  const any = { memberTypeId: null, collectionTypeId: null, materialType: null };
  const types = move.origin.has('mst_member_type')
    ? await move.origin.rows('select * from mst_member_type order by 1')
    : [];
  const perType = types.map((row): Wanted => {
    const id = String(row.member_type_id);
    return { old: `type-${id}`, row, where: { ...any, memberTypeId: memberTypes.get(id) ?? null }, misfits: [] };
  });
  const own = move.origin.has('mst_loan_rules')
    ? await move.origin.rows(
        `select r.*, g.gmd_name, t.enable_reserve, t.reserve_limit from mst_loan_rules r
         left join mst_gmd g on g.gmd_id = r.gmd_id left join mst_member_type t on t.member_type_id = r.member_type_id
         order by r.loan_rules_id`,
      )
    : [];
  const perRule = own.map((row): Wanted => {
    const of = (map: ReadonlyMap<string, string>, column: string): string | null =>
      whole(row, column) === 0 ? null : (map.get(String(row[column])) ?? null);
    const gmd = text(row, 'gmd_name');
    const where = {
      memberTypeId: of(memberTypes, 'member_type_id'),
      collectionTypeId: of(collectionTypes, 'coll_type_id'),
      materialType: gmd ? materialOf(gmd) : null,
    };
    return { old: `rule-${row.loan_rules_id}`, row, where, misfits: [] };
  });
  return [...perType, ...perRule];
}

const keyOf = (where: Wanted['where']): string => Object.values(where).join('|');

/** Loan rules of member types, and the finer ones: each becomes a row of ours; a second one for the same case is only listed. */
export async function moveRules(move: Move): Promise<{ rows: number; misfits: number; changed: number }> {
  const wanted = await wantedRules(move);
  const live = await move.ctx.db.selectFrom('circulationRules').selectAll().where('retiredAt', 'is', null).execute();
  const there = new Map(live.filter((rule) => rule.branchId === null).map((rule) => [keyOf(rule), rule.id]));
  let changed = 0;
  for (const each of wanted) {
    const digest = digestOf(each.row);
    const [known] = await knownOf(move.ctx.sql, move.sourceId, 'rule', [each.old]);
    const values = valuesOf(each, whole(each.row, 'enable_reserve') === 1 ? whole(each.row, 'reserve_limit') : 0);
    const same = there.get(keyOf(each.where));
    const nothing = Object.values(each.where).every((value) => value === null);
    if (!known && (same !== undefined || nothing)) each.misfits.push({ code: 'rule_twice', value: each.old });
    if (known?.digest === digest.toString('hex') || move.dry) continue;
    changed++;
    await asSystem(move.ctx, async (tx) => {
      let id = known?.id ?? null;
      if (id) await updateRule(tx, { id, ...values });
      else if (each.misfits.every(({ code }) => code !== 'rule_twice'))
        id = (await insertRule(tx, { branchId: null, ...each.where, ...values })).id;
      if (id) there.set(keyOf(each.where), id);
      const item = { old: each.old, row: each.row, digest, known: null };
      await writeIds(move, tx, { name: 'rule', keepsRecord: true }, [{ item, id, misfits: each.misfits }]);
      tx.record('slims.type_moved', { type: 'IMPORT', id: id ?? move.sourceId, new: { kind: 'rule', old: each.old } });
    });
  }
  return { rows: wanted.length, misfits: wanted.filter(({ misfits }) => misfits.length > 0).length, changed };
}
