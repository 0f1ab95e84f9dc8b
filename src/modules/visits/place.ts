import { inBranchScope } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Failure } from '../../kernel/errors.ts';
import { branchOf, onlyBranch } from '../settings/index.ts';
import { branchClosed, branchNeeded, branchNotFound, roomNotFound } from './errors.ts';
import { roomById } from './rooms.ts';

export interface Place {
  branchId: string;
  roomId: string | null;
}

/** Where somebody came: the branch named, that of the room, or the one the actor works at. Within the scope, and open. */
export async function placeOf(
  ctx: Ctx,
  asked: { branchId?: string | undefined; roomId?: string | undefined },
): Promise<Place> {
  const room = asked.roomId === undefined ? null : await roomById(ctx.sql, asked.roomId);
  if (room === undefined || room?.status === 'CLOSED') throw roomNotFound();
  const branchId = asked.branchId ?? room?.branchId ?? (await ownBranch(ctx));
  if (branchId === null) throw branchNeeded();
  if (!inBranchScope(ctx.scope, branchId)) throw branchNotFound();
  if (room && room.branchId !== branchId) throw roomNotFound();
  await requireOpen(ctx, branchId);
  return { branchId, roomId: room?.id ?? null };
}

/** The desk's branch where the actor may work there; otherwise the only one that is left. */
async function ownBranch({ actor, scope, sql }: Ctx): Promise<string | null> {
  const desk = actor.kind === 'account' ? actor.branchId : null;
  if (desk !== null && inBranchScope(scope, desk)) return desk;
  return onlyBranch(sql, scope.kind === 'branches' ? scope.ids : null);
}

export async function requireOpen(ctx: Ctx, branchId: string): Promise<void> {
  const branch = await branchOf(ctx, branchId).catch((error: unknown) => {
    throw error instanceof Failure && error.kind === 'NOT_FOUND' ? branchNotFound() : error;
  });
  if (branch.status !== 'ACTIVE') throw branchClosed();
}

/** The branch of a new room: the one named, or the actor's. */
export async function branchFor(ctx: Ctx, asked: string | undefined): Promise<string> {
  return (await placeOf(ctx, { branchId: asked })).branchId;
}
