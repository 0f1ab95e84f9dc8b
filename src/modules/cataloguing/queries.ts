import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import { translate } from '../../kernel/i18n.ts';
import { targetNotFound } from './errors.ts';
import type { TargetReply } from './target.ts';

const rows = (ctx: Ctx) => ctx.db.selectFrom('catalogueTargets').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

export async function allTargets(ctx: Ctx): Promise<TargetReply[]> {
  const list = await rows(ctx).orderBy('position').orderBy('name').orderBy('id').limit(200).execute();
  return list.map((row) => replyOf(ctx, row));
}

export async function targetNames(ctx: Ctx): Promise<string[]> {
  return (await ctx.db.selectFrom('catalogueTargets').select('name').limit(200).execute()).map(({ name }) => name);
}

export async function targetOf(ctx: Ctx, id: string): Promise<TargetReply> {
  const row = await rows(ctx).where('id', '=', id).executeTakeFirst();
  if (!row) throw targetNotFound();
  return replyOf(ctx, row);
}

export async function lockTarget(ctx: VerbCtx, id: string): Promise<TargetReply> {
  const row = await rows(ctx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw targetNotFound();
  return replyOf(ctx, row);
}

export function replyOf(ctx: Ctx, row: Row): TargetReply {
  const {
    checkedAt: at,
    checkOk: ok,
    checkMs: ms,
    checkCode: code,
    checkDetail,
    createdAt: _c,
    updatedAt: _u,
    ...rest
  } = row;
  const message = code && messageOf(ctx, code, checkDetail ?? '');
  return {
    ...(rest as Omit<TargetReply, 'health'>),
    health: at && ok !== null && ms !== null ? { at, ok, ms, code, message } : null,
  };
}

/** In words, with what the other side said. */
export const messageOf = (ctx: Ctx, code: string, detail: string): string =>
  `${translate(ctx.locale, code)}${detail ? ` (${detail})` : ''}`;
