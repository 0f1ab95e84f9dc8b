import { isDeepStrictEqual } from 'node:util';
import { inBranchScope } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireVersion, roomNotFound } from '../errors.ts';
import { branchFor } from '../place.ts';
import { NewRoom, type Room, RoomChange } from '../room.ts';
import { insertRoom, lockRoom, storeRoom } from '../rooms.ts';

export const createRoom = verb({
  name: 'visits.room.create',
  permission: 'visit:manage',
  input: NewRoom,
  async run(ctx, { branchId: asked, code, name }): Promise<Room> {
    const branchId = await branchFor(ctx, asked);
    const room = found(await insertRoom(ctx.sql, [newId(), branchId, code, name, ctx.now]));
    ctx.record('visit_room.created', { type: 'CREATE', id: room.id, name: room.name, new: room, branchId });
    return room;
  },
});

export const updateRoom = verb({
  name: 'visits.room.update',
  permission: 'visit:manage',
  input: RoomChange,
  async run(ctx, { id, ...change }): Promise<Room> {
    const before = await lockOwn(ctx, id);
    requireVersion(ctx, before.version);
    const { code = before.code, name = before.name, status = before.status } = change;
    const after: Room = { ...before, code, name, status };
    if (isDeepStrictEqual(after, before)) return ctx.unchanged(before);
    const stored = found(await storeRoom(ctx.sql, after, ctx.now));
    const { branchId } = stored;
    ctx.record('visit_room.updated', { type: 'UPDATE', id, name: stored.name, old: before, new: stored, branchId });
    return stored;
  },
});

async function lockOwn(ctx: VerbCtx, id: string): Promise<Room> {
  const room = found(await lockRoom(ctx.sql, id));
  if (!inBranchScope(ctx.scope, room.branchId)) throw roomNotFound();
  return room;
}

function found(room: Room | undefined): Room {
  if (!room) throw roomNotFound();
  return room;
}
