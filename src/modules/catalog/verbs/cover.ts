import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid, notFound } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { view } from '../../../kernel/view.ts';
import type { Book } from '../book.ts';
import { COVER_BYTES, pictureKind, typeOfKey } from '../cover.ts';
import { archived } from '../errors.ts';
import { bookReplyOf, bookRow, lockBook } from '../queries.ts';

/** Under a key of its own each time; the old picture goes when the new one is certain. */
export const putCover = verb({
  name: 'catalog.putCover',
  permission: 'book:update',
  input: z.strictObject({ id: Uuid, file: z.instanceof(Buffer, { error: 'catalog.file_needed' }) }),
  async run(ctx, { id, file }): Promise<Book> {
    const kind = pictureKind(file);
    if (!kind || file.length > COVER_BYTES) throw invalid('file', 'catalog.bad_cover');
    const before = await lockBook(ctx, id);
    if (before.status === 'ARCHIVED') throw archived();
    const key = `covers/${id}-${newId().replaceAll('-', '')}.${kind}`;
    await ctx.drivers.files.put(key, file);
    await ctx.db
      .updateTable('books')
      .set((e) => ({ coverImage: key, updatedAt: ctx.now, version: e('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    removeAfterwards(ctx, before.coverKey);
    ctx.record('book.cover_changed', { type: 'UPDATE', id, name: before.title, new: { bytes: file.length, kind } });
    return bookReplyOf(ctx, id);
  },
});

export function removeAfterwards(ctx: VerbCtx, key: string | null): void {
  if (key === null || !key.startsWith('covers/')) return;
  const { drivers, log } = ctx;
  ctx.afterCommit(() => {
    drivers.files.remove(key).catch((error: unknown) => log.error({ err: error, key }, 'cover not removed'));
  });
}

const YEAR = 31_536_000;

/** `v` names the picture, so that it may be kept for a year; without it for five minutes. */
export const getCover = view({
  name: 'catalog.cover',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid, v: z.string().max(64).optional() }),
  async run(ctx, { id, v }): Promise<FileReply> {
    const { coverKey } = await bookRow(ctx, id);
    const body = coverKey?.startsWith('covers/') ? await ctx.drivers.files.get(coverKey) : null;
    if (!coverKey || !body) throw notFound('catalog.no_cover');
    const name = coverKey.slice(coverKey.lastIndexOf('/') + 1);
    const keptSeconds = v && coverKey.includes(`-${v}.`) ? YEAR : 300;
    return { type: typeOfKey(coverKey), name, body, inline: true, keptSeconds };
  },
});
