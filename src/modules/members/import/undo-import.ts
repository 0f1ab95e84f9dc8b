import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { closeBatch, lockBatch } from '../batches.ts';
import { actorId } from '../change.ts';
import { batchNotFound } from '../errors.ts';
import type { Editable } from '../insert.ts';
import { lockMembers, type MemberRow, reachParams } from '../queries.ts';
import { brief, type Undone } from '../undone.ts';
import { oneAtATime, storeMembers } from './write-rows.ts';

const AT_ONCE = 500;
const MOST_TOLD = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Made by the batch or changed by it, and not taken back yet. */
const MINE = `select m.id from members m where m.batch_id = $1 and m.status <> 'DELETED'
  union select r.member_id from member_batch_rows r where r.batch_id = $1`;

const next = prepared<{ id: string }>(
  'members.import.undo.next',
  `select id from (${MINE}) x where id > $2 order by id limit ${AT_ONCE}`,
);
const beyondReach = prepared(
  'members.import.undo.reach',
  `select 1 from members m where m.id in (${MINE}) and not (($2::uuid[] is null or m.branch_id = any ($2))
     and ($3::text[] is null or m.department = any ($3)) and ($4::uuid is null or m.id = $4)) limit 1`,
);
const pastRows = prepared<{ id: string; before: Editable; version: number }>(
  'members.import.undo.past',
  'select member_id as id, before, version from member_batch_rows where batch_id = $1 and member_id = any ($2::uuid[])',
);
/** Who has borrowed, waited or owed is not a slip of a file any more. */
const inUse = prepared<{ id: string }>(
  'members.import.undo.used',
  `select m.id from members m where m.id = any ($1::uuid[]) and (exists (select 1 from borrowings x where x.member_id = m.id)
     or exists (select 1 from holds x where x.member_id = m.id) or exists (select 1 from fines x where x.member_id = m.id))`,
);
/** Their numbers are free again: nobody ever had a card with one. */
const remove = prepared(
  'members.import.undo.remove',
  `update members set status = 'DELETED', deleted_at = $2, deleted_by = $3, member_id = 'U' || replace(id::text, '-', ''),
     version = version + 1, updated_at = $2 where id = any ($1::uuid[])`,
);
const forgetRows = prepared(
  'members.import.undo.forget',
  'delete from member_batch_rows where batch_id = $1 and member_id = any ($2::uuid[])',
);

/** Takes an import back in parts, each with its fact; whoever was touched since stays, and is told. */
export async function undoImport(ctx: Ctx, id: string): Promise<Undone> {
  const reply: Undone = { batchId: id, restored: 0, removed: 0, skipped: [] };
  for (let after: string | null = FIRST; after !== null; ) {
    const from: string = after;
    const part = await asSystem(ctx, (tx) => undoPart({ ...tx, scope: ctx.scope }, id, from, reply));
    reply.restored += part.restored;
    reply.removed += part.removed;
    reply.skipped = [...reply.skipped, ...part.skipped].slice(0, MOST_TOLD);
    after = part.last;
  }
  return reply;
}

type Part = Pick<Undone, 'restored' | 'removed' | 'skipped'> & { last: string | null };
const NOTHING: Part = { restored: 0, removed: 0, skipped: [], last: null };

async function undoPart(ctx: VerbCtx, id: string, after: string, soFar: Undone): Promise<Part> {
  await oneAtATime(ctx);
  const { undoneAt, summary } = await lockBatch(ctx, id);
  const begun = soFar.restored + soFar.removed > 0;
  if (undoneAt && begun) return ctx.unchanged(NOTHING); // two pressed the button, and the other was faster
  if (undoneAt) throw failure('CONFLICT', 'members.batch_undone');
  if (after === FIRST) await requireWhole(ctx, id, Number(summary.updated) > 0);
  const ids = (await next.all(ctx.sql, [id, after])).map((row) => row.id);
  const part = await takeBack(ctx, id, ids);
  const done = part.restored + part.removed;
  const isLast = ids.length < AT_ONCE;
  if (isLast && (done > 0 || begun)) await closeBatch(ctx, id);
  const reply = { ...part, last: isLast ? null : (ids.at(-1) ?? null) };
  if (done === 0) return ctx.unchanged(reply);
  const told = { removed: part.removed, restored: part.restored, skipped: part.skipped.length };
  ctx.record('members.import_undone', { type: 'UPDATE', id, new: told, touches: ['member'] });
  return reply;
}

const kept = prepared('members.import.undo.kept', 'select 1 from member_batch_rows where batch_id = $1 limit 1');

/** All of it lies within reach, and what it changed was remembered (imports of earlier versions did not). */
async function requireWhole(ctx: VerbCtx, id: string, hasChanged: boolean): Promise<void> {
  if (await beyondReach.one(ctx.sql, [id, ...reachParams(ctx.scope)])) throw batchNotFound();
  if (hasChanged && !(await kept.one(ctx.sql, [id]))) throw failure('CONFLICT', 'members.batch_stays');
}

async function takeBack(ctx: VerbCtx, id: string, ids: readonly string[]): Promise<Omit<Part, 'last'>> {
  const members = await lockMembers(ctx, ids, { kind: 'all' });
  const past = new Map((await pastRows.all(ctx.sql, [id, ids])).map((row) => [row.id, row]));
  const used = new Set((await inUse.all(ctx.sql, [ids])).map((row) => row.id));
  const whyNot = (member: MemberRow): Undone['skipped'][number]['reason'] | undefined => {
    const row = past.get(member.id);
    if (member.status === 'DELETED') return 'members.is_deleted';
    if (member.version !== (row?.version ?? 1) || (!row && member.accountId !== null)) return 'members.changed_since';
    return !row && used.has(member.id) ? 'members.used_since' : undefined;
  };
  const skipped = members.flatMap((member) => {
    const reason = whyNot(member);
    return reason ? [{ ...brief(member), reason }] : [];
  });
  const stays = new Set(skipped.map((member) => member.id));
  const free = ids.filter((each) => !stays.has(each));
  const back = [...past.values()].filter((row) => !stays.has(row.id)).map((row) => ({ ...row.before, id: row.id }));
  const made = free.filter((each) => !past.has(each));
  if (back.length > 0) await storeMembers(ctx, back);
  if (made.length > 0) await remove.all(ctx.sql, [made, ctx.now, actorId(ctx)]);
  await forgetRows.all(ctx.sql, [id, free]);
  return { restored: back.length, removed: made.length, skipped };
}
