import type { VerbCtx } from '../../kernel/context.ts';
import { failure } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { noFine } from './errors.ts';
import type { FineReason, FineStatus } from './fine.ts';
import { reachOf } from './reach.ts';

export interface LockedFine {
  id: string;
  borrowingId: string | null;
  memberId: string;
  branchId: string;
  reason: FineReason;
  amount: number;
  paid: number;
  waived: number;
  outstanding: number;
  status: FineStatus;
  createdAt: Date;
}

const COLUMNS = `id, borrowing_id as "borrowingId", member_id as "memberId", branch_id as "branchId", reason, amount, paid, waived,
  outstanding, status, created_at as "createdAt"`;

const ownerOf = prepared<{ memberId: string }>(
  'fines.owner',
  `select member_id as "memberId" from fines
   where id = $1 and ($2::uuid[] is null or branch_id = any ($2)) and ($3::uuid is null or member_id = $3)`,
);
const lockPerson = prepared('fines.lock.member', 'select 1 from members where id = $1 for no key update');
const lockOne = prepared<LockedFine>(
  'fines.lock.one',
  `select ${COLUMNS} from fines where id = $1 and member_id = $2 for no key update`,
);
const lockUnpaid = prepared<LockedFine>(
  'fines.lock.unpaid',
  `select ${COLUMNS} from fines where member_id = $1 and paid + waived < amount and cancelled_at is null
     and ($2::uuid[] is null or branch_id = any ($2)) order by id for no key update`,
);

export const lockMember = (ctx: VerbCtx, memberId: string) => lockPerson.all(ctx.sql, [memberId]);

/** Member, then fine: whatever moves money of a member waits for the others. */
export async function lockFine(ctx: VerbCtx, id: string): Promise<LockedFine> {
  const { branches, member } = reachOf(ctx.scope);
  const owner = await ownerOf.one(ctx.sql, [id, branches, member]);
  if (!owner) throw noFine();
  await lockMember(ctx, owner.memberId);
  const fine = await lockOne.one(ctx.sql, [id, owner.memberId]);
  // Gone to another member while we waited: members were merged.
  if (!fine) throw failure('CONFLICT', 'kernel.changed_meanwhile');
  return fine;
}

/** The member's unpaid fines within reach, oldest first. */
export async function lockUnpaidFines(ctx: VerbCtx, memberId: string): Promise<LockedFine[]> {
  await lockMember(ctx, memberId);
  const fines = await lockUnpaid.all(ctx.sql, [memberId, reachOf(ctx.scope).branches]);
  return fines.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}
