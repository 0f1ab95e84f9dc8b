import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { CsvRow } from '../../../lib/csv/read.ts';
import {
  isMemberField,
  type MemberDraft,
  type MemberPart,
  type MemberRowError,
  openMemberImport,
} from '../../members/index.ts';
import type { ImportRow, PreviewLine } from '../import.ts';
import type { Reject } from '../rejects.ts';
import { scopeOfKind } from '../rights.ts';
import type { Item } from '../source.ts';
import { requireAnswers } from './formula.ts';
import type { PartOutcome, Taken, Work } from './work.ts';

interface TakenMember extends Taken {
  readonly drafts: readonly MemberDraft[];
}

/** The work of an import of members; the context is of whoever asked for it, and reaches as far. */
export async function openMembers(outer: Ctx, row: ImportRow): Promise<Work> {
  const ctx = { ...outer, scope: scopeOfKind(outer, 'MEMBERS') };
  const { onExisting, memberTypeId, branchId } = row.options;
  const columns = row.mapping.flatMap(({ header, field }) =>
    field && isMemberField(field) ? [{ header, field }] : [],
  );
  const members = await openMemberImport(ctx, columns, {
    on: onExisting,
    memberTypeId: memberTypeId ?? undefined,
    branchId: branchId ?? undefined,
  });
  const draftsOf = (taken: readonly Taken[]): MemberDraft[] =>
    (taken as readonly TakenMember[]).flatMap(({ drafts }) => drafts);
  return {
    async take(item): Promise<TakenMember> {
      const made = item.row ? (unanswered(ctx, item.row) ?? (await members.read(item.row))) : [];
      if (Array.isArray(made))
        return { item, drafts: [], rejects: made.map((error) => rejected(item, error)), weight: 1 };
      return { item, drafts: [made], rejects: [], weight: 1 };
    },
    // Who stands in the list twice is known by the whole list.
    pass: async ({ row: earlier }) => earlier && members.read(earlier),
    async write(tx, taken, { created, updated }) {
      const batch = { id: row.id, created, updated };
      return outcomeOf(taken, await members.part({ ...tx, scope: ctx.scope }, draftsOf(taken), true, batch));
    },
    async look(on, taken) {
      const batch = { id: row.id, created: 0, updated: 0 };
      const part = await members.part({ ...on, scope: ctx.scope }, draftsOf(taken), false, batch);
      return { ...outcomeOf(taken, part), lines: await linesOf(on, part) };
    },
  };
}

function unanswered(ctx: Ctx, row: CsvRow): MemberRowError[] | null {
  try {
    requireAnswers(row);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { reason: code, options } = error;
    return [{ line: row.line, field: options.field ?? '', code, message: translate(ctx.locale, code, options.params) }];
  }
}

const rejected = ({ row }: Item, { line, field, code, message }: MemberRowError): Reject => ({
  line,
  atByte: null,
  field,
  code,
  message,
  ...(row ? { cells: row.values } : {}),
});

const TALLY = { create: 'created', update: 'updated', same: 'unchanged', skip: 'skipped' } as const;

function outcomeOf(taken: readonly Taken[], { plans, errors }: MemberPart): PartOutcome {
  const items = new Map(taken.map(({ item }) => [item.row?.line ?? 0, item]));
  const told = errors.flatMap((error) => {
    const item = items.get(error.line);
    return item ? [rejected(item, error)] : [];
  });
  const rejects = [...taken.flatMap((each) => each.rejects), ...told].sort((a, b) => a.line - b.line);
  const counts = { rows: taken.length, created: 0, updated: 0, unchanged: 0, skipped: 0 };
  for (const { kind } of plans) if (kind !== 'refuse') counts[TALLY[kind]] += 1;
  return { counts: { ...counts, failed: new Set(rejects.map(({ line }) => line)).size }, rejects };
}

const names = prepared<{ id: string; name: string; number: string }>(
  'imports.names',
  'select id, name, member_id as number from members where id = any ($1::uuid[])',
);

async function linesOf(ctx: Ctx, { plans }: MemberPart): Promise<PreviewLine[]> {
  const ids = plans.flatMap((plan) => ('id' in plan ? plan.id : []));
  const known = new Map((await names.all(ctx.sql, [ids])).map((member) => [member.id, member]));
  return plans.flatMap((plan): PreviewLine[] => {
    if (plan.kind === 'refuse') return [];
    const { line, member } = plan.draft;
    const match = 'id' in plan ? known.get(plan.id) : undefined;
    return [
      {
        line,
        outcome: plan.kind,
        name: member.name,
        about: [member.memberId, member.identityNumber, member.className, member.email].filter(Boolean).join(' · '),
        rule: match ? 'member' : null,
        match: match ? { id: match.id, name: `${match.name} · ${match.number}` } : null,
        flags: [],
      },
    ];
  });
}
