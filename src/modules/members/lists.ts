import type { Ctx, VerbCtx } from '../../kernel/context.ts';

export interface Merged {
  /** Whose record stays. */
  keptId: string;
  /** Whose record ends; what hangs on it goes over to the kept one. */
  goneId: string;
}

export interface Erased {
  /** The member, and those who were merged into this one. */
  memberIds: readonly string[];
  accountIds: readonly string[];
}

/** All run in the transaction of the member's own verb, after the members are locked; they may refuse by throwing. */
export type OnMemberMerge = (ctx: VerbCtx, merged: Merged) => Promise<void>;
/** Makes what stays anonymous: notes, free texts, and the details of facts about the module's own records. */
export type OnMemberErase = (ctx: VerbCtx, erased: Erased) => Promise<void>;
/** Named sections of a person's data: { borrowings: [...] }. */
export type OnMemberExport = (ctx: Ctx, member: { memberIds: readonly string[] }) => Promise<Record<string, unknown>>;

export const onMemberMerge: OnMemberMerge[] = [];
export const onMemberErase: OnMemberErase[] = [];
export const onMemberExport: OnMemberExport[] = [];

/** Called once, in modules.ts: what the modules below do when a person is merged, erased or exported. */
export function wireMembers(parts: {
  merge: readonly OnMemberMerge[];
  erase: readonly OnMemberErase[];
  export: readonly OnMemberExport[];
}): void {
  onMemberMerge.splice(0, Number.POSITIVE_INFINITY, ...parts.merge);
  onMemberErase.splice(0, Number.POSITIVE_INFINITY, ...parts.erase);
  onMemberExport.splice(0, Number.POSITIVE_INFINITY, ...parts.export);
}
