import type { Sql, VerbCtx } from '../../../kernel/context.ts';
import type { Params } from '../../../kernel/i18n.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { StepCounts } from '../migration/pass.ts';
import type { Parity } from '../parity/parity.ts';

export const MOVE_KINDS = ['REHEARSAL', 'MOVE', 'MIRROR'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];
export type MoveStatus = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'STOPPED';

/** A move as it stands in its row; the address only sealed. */
export interface MoveRow {
  id: string;
  place: string;
  sealedUrl: string | null;
  kind: MoveKind;
  branchId: string | null;
  branch: string | null;
  folder: string | null;
  status: MoveStatus;
  requestedAt: Date;
  requestedBy: string | null;
  finishedAt: Date | null;
  stopAskedAt: Date | null;
  steps: StepCounts[];
  problem: { code: string; params: Params } | null;
}

const COLUMNS = `m.id, m.place, m.sealed_url as "sealedUrl", m.kind, m.branch_id as "branchId", b.name as branch, m.folder, m.status,
  m.requested_at as "requestedAt", a.name as "requestedBy", m.finished_at as "finishedAt", m.stop_asked_at as "stopAskedAt",
  m.steps, m.problem`;
const FROM = `from slims_moves m left join branches b on b.id = m.branch_id left join accounts a on a.id = m.requested_by`;

const newest = prepared<MoveRow>(
  'slims.moves.newest',
  `select ${COLUMNS} ${FROM} order by m.requested_at desc, m.id desc limit 20`,
);
export const newestMoves = (sql: Sql): Promise<MoveRow[]> => newest.all(sql, []);

const one = prepared<MoveRow>('slims.moves.one', `select ${COLUMNS} ${FROM} where m.id = $1`);
export const moveOf = (sql: Sql, id: string): Promise<MoveRow | undefined> => one.one(sql, [id]);

const parity = prepared<{ parity: Parity | null }>(
  'slims.moves.parity',
  'select parity from slims_moves where id = $1',
);
export const parityIn = async (sql: Sql, id: string): Promise<Parity | null> =>
  (await parity.one(sql, [id]))?.parity ?? null;

const forget = prepared('slims.moves.forget', 'update slims_moves set sealed_url = null where sealed_url is not null');
const insert = prepared(
  'slims.moves.insert',
  `insert into slims_moves (id, place, sealed_url, kind, branch_id, folder, status, requested_at, requested_by, seen_at)
   values ($1, $2, $3, $4, $5, $6, 'QUEUED', $7, $8, $7)`,
);
export interface NewMove extends Pick<MoveRow, 'id' | 'place' | 'kind' | 'branchId' | 'folder'> {
  sealedUrl: string;
}
/** Passwords of earlier moves are forgotten. */
export async function insertMove(ctx: VerbCtx, m: NewMove): Promise<void> {
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await forget.all(ctx.sql, []);
  await insert.all(ctx.sql, [m.id, m.place, m.sealedUrl, m.kind, m.branchId, m.folder, ctx.now, by]);
}

const wake = prepared<{ id: string }>(
  'slims.moves.wake',
  `update slims_moves set status = 'QUEUED', stop_asked_at = null, finished_at = null, problem = null, seen_at = $2
   where id = $1 and status in ('STOPPED', 'FAILED') and sealed_url is not null returning id`,
);
export const wakeMove = (ctx: VerbCtx, id: string): Promise<{ id: string } | undefined> =>
  wake.one(ctx.sql, [id, ctx.now]);

const askStop = prepared<{ id: string }>(
  'slims.moves.stop',
  `update slims_moves set stop_asked_at = $2 where id = $1 and status in ('QUEUED', 'RUNNING') and stop_asked_at is null
   returning id`,
);
export const askMoveToStop = (ctx: VerbCtx, id: string): Promise<{ id: string } | undefined> =>
  askStop.one(ctx.sql, [id, ctx.now]);

const note = prepared<{ stop: boolean }>(
  'slims.moves.note',
  `update slims_moves set status = 'RUNNING', seen_at = $2, steps = $3 where id = $1 and status in ('QUEUED', 'RUNNING')
   returning stop_asked_at is not null as stop`,
);
/** True: go on. */
export async function noteMove(sql: Sql, id: string, now: Date, steps: readonly StepCounts[]): Promise<boolean> {
  const row = await note.one(sql, [id, now, JSON.stringify(steps)]);
  return row !== undefined && !row.stop;
}

const finish = prepared(
  'slims.moves.finish',
  `update slims_moves set status = $2, finished_at = $3, seen_at = $3, steps = $4, parity = $5, problem = $6,
     sealed_url = case when $2 = 'DONE' then null else sealed_url end where id = $1`,
);
export interface Ended {
  status: MoveStatus;
  steps: readonly StepCounts[];
  parity: Parity | null;
  problem: MoveRow['problem'];
}
export async function finishMove(
  ctx: VerbCtx,
  id: string,
  { status, steps, parity: found, problem }: Ended,
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await finish.all(ctx.sql, [id, status, ctx.now, JSON.stringify(steps), json(found), json(problem)]);
}

const silent = prepared<{ id: string }>(
  'slims.moves.silent',
  `select id from slims_moves where status in ('QUEUED', 'RUNNING') and seen_at < $1`,
);
/** Whose process died, for they say nothing any more. */
export const silentMoves = (sql: Sql, before: Date): Promise<{ id: string }[]> => silent.all(sql, [before]);
