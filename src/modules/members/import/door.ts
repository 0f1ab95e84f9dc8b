import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import type { CsvRow } from '../../../lib/csv/read.ts';
import { withoutSecondMentions } from '../verbs/import-members.ts';
import { layoutWith, type MemberField } from './columns.ts';
import { type Draft, draftOf, type RowError, readPlaces, rowErrors } from './draft.ts';
import { type Plan, planRows } from './plan.ts';
import { sameAs, twiceError } from './read-file.ts';
import { type OnExisting, writeIn } from './write-rows.ts';

/** A list of members as another module reads it: one row at a time, written in parts that it bounds itself. */
export { guessMemberField, isMemberField, MEMBER_FIELDS, type MemberField } from './columns.ts';
export type { Draft as MemberDraft, RowError as MemberRowError } from './draft.ts';
export { type PhotoOutcome, setMemberPhotos } from './photos.ts';
export { undoImport as undoMemberImport } from './undo-import.ts';

export interface MemberImport {
  /** One row; who stands in the list twice is refused the second time. */
  read(row: CsvRow): Promise<Draft | RowError[]>;
  /** Written in the transaction, or only looked at. */
  part(ctx: Ctx | VerbCtx, drafts: readonly Draft[], write: boolean, batch: MemberBatch): Promise<MemberPart>;
}
export interface MemberBatch {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
}
export interface MemberPart {
  readonly plans: readonly Plan[];
  readonly errors: readonly RowError[];
}

/** The context carries the reach of who imports. */
export async function openMemberImport(
  ctx: Ctx,
  columns: readonly { readonly header: string; readonly field: MemberField }[],
  wanted: { on: OnExisting; memberTypeId?: string | undefined; branchId?: string | undefined },
): Promise<MemberImport> {
  const places = await readPlaces(ctx, wanted);
  const layout = layoutWith(columns);
  const seen = new Map<string, number>();
  return {
    async read(row) {
      const made = await draftOf(ctx, row, layout, places);
      if (Array.isArray(made)) return made;
      const twice = sameAs(seen, made);
      return twice ? [twiceError(ctx, made.line, twice)] : made;
    },
    async part(on, drafts, write, batch) {
      const errors: RowError[] = [];
      const once = await withoutSecondMentions(on, drafts, wanted.on, new Map(), { errors });
      const plans = write
        ? await writeIn(on as VerbCtx, once, wanted.on, { ...batch })
        : await planRows(on, once, wanted.on);
      const refused = plans.flatMap((plan) =>
        plan.kind === 'refuse' ? rowErrors(on, plan.draft.line, plan.failure) : [],
      );
      return { plans, errors: [...errors, ...refused] };
    },
  };
}
