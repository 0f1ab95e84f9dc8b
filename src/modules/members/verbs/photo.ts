import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid, notFound } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';
import { changed, requireLive } from '../change.ts';
import { imageKind, typeOfKey } from '../image.ts';
import type { MemberReply } from '../member.ts';
import { lockMember, memberById } from '../queries.ts';

export const PHOTO_BYTES = 5 * 1024 * 1024;

/** Under a key of its own each time; the old picture goes when the new one is certain. */
export const putPhoto = verb({
  name: 'members.putPhoto',
  permission: 'member:update',
  input: z.strictObject({ id: Uuid, file: z.instanceof(Buffer, { error: 'members.photo_needed' }) }),
  async run(ctx, { id, file }): Promise<MemberReply> {
    const kind = imageKind(file);
    if (!kind || file.length > PHOTO_BYTES) throw invalid('file', 'members.bad_photo');
    const before = await lockMember(ctx, id);
    requireLive(before);
    const photo = `photos/${id}-${newId()}.${kind}`;
    await ctx.drivers.files.put(photo, file);
    const reply = await changed(ctx, before, { photo }, { action: 'member.photo_changed' });
    removeAfterwards(ctx, before.photo);
    return reply;
  },
});

export const removePhoto = verb({
  name: 'members.removePhoto',
  permission: 'member:update',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<MemberReply> {
    const before = await lockMember(ctx, id);
    if (before.photo === null) throw notFound('members.no_photo');
    removeAfterwards(ctx, before.photo);
    return changed(ctx, before, { photo: null }, { action: 'member.photo_removed' });
  },
});

export function removeAfterwards(ctx: VerbCtx, key: string | null): void {
  if (key === null) return;
  const { drivers, log } = ctx;
  ctx.afterCommit(() => {
    drivers.files.remove(key).catch((error: unknown) => log.error({ err: error, key }, 'photo not removed'));
  });
}

export const getPhoto = view({
  name: 'members.photo',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<FileReply> {
    const { photo, memberId } = await memberById(ctx, id, ctx.scope);
    const body = photo === null ? null : await ctx.drivers.files.get(photo);
    if (photo === null || body === null) throw notFound('members.no_photo');
    const name = `${memberId.replaceAll('/', '-')}${photo.slice(photo.lastIndexOf('.'))}`;
    return { type: typeOfKey(photo), name, body, inline: true };
  },
});
