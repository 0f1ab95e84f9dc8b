import { inBranchScope } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Failure, failure } from '../../../kernel/errors.ts';
import { translate } from '../../../kernel/i18n.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { parseInput } from '../../../kernel/validation.ts';
import type { CsvRow } from '../../../lib/csv/read.ts';
import { type Branch, branchOf } from '../../settings/index.ts';
import { NewMember } from '../fields.ts';
import { completed, requireDepartment, type Unnumbered } from '../insert.ts';
import type { MemberType } from '../member-type.ts';
import { type Cells, cellsOf, dayOf, type Field, type Layout } from './columns.ts';

export interface RowError {
  line: number;
  field: string;
  code: string;
  message: string;
}

/** One row that can be kept: whole, as a new member would be, and what the file said of its own. */
export interface Draft {
  line: number;
  member: Unnumbered;
  given: ReadonlySet<keyof Unnumbered>;
}

type Names<T> = ReadonlyMap<string, T>;
export interface Places {
  types: Names<MemberType>;
  branches: Names<Branch>;
  defaultType: MemberType | undefined;
  defaultBranch: Branch | undefined;
}

const activeTypes = prepared<MemberType>(
  'members.import.types',
  `select id, code, name, membership_days as "membershipDays" from member_types where status = 'ACTIVE' order by code`,
);
const activeBranches = prepared<{ id: string }>(
  'members.import.branches',
  `select id from branches where status = 'ACTIVE' order by code`,
);

const byCodeAndName = <T extends { code: string; name: string }>(items: readonly T[]): Names<T> =>
  new Map(
    items.toReversed().flatMap((item) => [[item.name.toLowerCase(), item] as const, [item.code.toLowerCase(), item]]),
  );

/** Types and branches as a file may call them, and what counts where it says nothing. */
export async function readPlaces(
  ctx: Ctx,
  named: { memberTypeId?: string | undefined; branchId?: string | undefined },
) {
  const types = await activeTypes.all(ctx.sql, []);
  const ids = (await activeBranches.all(ctx.sql, [])).map((row) => row.id);
  const reached = ids.filter((id) => ctx.scope.kind !== 'branches' || inBranchScope(ctx.scope, id));
  const branches = await Promise.all(reached.map((id) => branchOf(ctx, id)));
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const branchId = named.branchId ?? own ?? (branches.length === 1 ? branches[0]?.id : undefined);
  const typeId = named.memberTypeId ?? (types.length === 1 ? types[0]?.id : undefined);
  return {
    types: byCodeAndName(types),
    branches: byCodeAndName(branches),
    defaultType: types.find((type) => type.id === typeId),
    defaultBranch: branches.find((branch) => branch.id === branchId),
  };
}

const bad = (field: string, reason: string, params = {}): Failure =>
  failure('VALIDATION_ERROR', reason, { field, params });

/** The same check the form makes, row by row; a row that fails it says why in the reader's language. */
export async function draftOf(ctx: Ctx, row: CsvRow, layout: Layout, places: Places): Promise<Draft | RowError[]> {
  try {
    if (row.extraCells) throw bad('', 'members.row_too_long');
    const cells = cellsOf(row, layout);
    const type = found(cells.memberType, places.types, places.defaultType, 'memberType', 'members.unknown_type');
    const branch = found(cells.branch, places.branches, places.defaultBranch, 'branch', 'members.unknown_branch');
    const input = parseInput(NewMember, inputOf(cells, type.id, branch.id), ctx.locale);
    requireDepartment(ctx, input.department ?? null);
    return { line: row.line, member: await completed(ctx, input, type, branch), given: givenBy(cells) };
  } catch (error) {
    if (error instanceof Failure) return rowErrors(ctx, row.line, error);
    throw error;
  }
}

function found<T>(
  name: string | undefined,
  known: Names<T>,
  otherwise: T | undefined,
  field: string,
  reason: string,
): T {
  const item = name === undefined ? otherwise : known.get(name.toLowerCase());
  if (!item) throw bad(field, reason, { name: name ?? '' });
  return item;
}

function inputOf(
  { memberType: _type, branch: _branch, ...cells }: Cells,
  memberTypeId: string,
  branchId: string,
): object {
  const { joinDate, expiryDate } = cells;
  return {
    ...cells,
    ...(joinDate === undefined ? {} : { joinDate: dayOf(joinDate) }),
    ...(expiryDate === undefined ? {} : { expiryDate: dayOf(expiryDate) }),
    memberTypeId,
    branchId,
  };
}

const COLUMN: Partial<Record<Field, keyof Unnumbered>> = { memberType: 'memberTypeId', branch: 'branchId' };
const isColumn = (field: Field): field is Exclude<Field, 'memberType' | 'branch'> => COLUMN[field] === undefined;
const givenBy = (cells: Cells): ReadonlySet<keyof Unnumbered> =>
  new Set((Object.keys(cells) as Field[]).flatMap((field) => (isColumn(field) ? [field] : (COLUMN[field] ?? []))));

export function rowErrors(ctx: Ctx, line: number, { reason, options }: Failure): RowError[] {
  const issues = options.details?.issues;
  if (Array.isArray(issues))
    return issues.map((issue: { field: string; message: string }) => ({ line, code: reason, ...issue }));
  return [{ line, field: options.field ?? '', code: reason, message: translate(ctx.locale, reason, options.params) }];
}
