import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../../kernel/http/screen.ts';
import { attempt } from '../../../../ui/form.ts';
import { archiveBook, restoreBook } from '../../verbs/archive-book.ts';
import { putCover } from '../../verbs/cover.ts';
import { removeCover } from '../../verbs/remove-cover.ts';
import { getBook } from '../../views.ts';
import { bookForm, marksOf, textsOf } from './book-values.ts';
import { editShown } from './edit-book.tsx';

export async function archive(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { id, title } = await archiveBook(ctx, { id: params.id ?? '' });
  return { to: `/staf/buku/${id}`, news: { code: 'catalog.staff.archived', params: { title } } };
}

export async function restore(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id, title } = await restoreBook(ctx, { id: params.id ?? '' });
  const to = form.get('ke') === 'arsip' ? '/staf/buku/arsip' : `/staf/buku/${id}`;
  return { to, news: { code: 'catalog.staff.restored', params: { title } } };
}

export async function dropCover(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { id } = await removeCover(ctx, { id: params.id ?? '' });
  return { to: `/staf/buku/${id}`, news: { code: 'catalog.staff.cover.removed' } };
}

export async function takeCover(ctx: Ctx, { params, form, files }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const file = files.get('file')?.bytes ?? Buffer.alloc(0);
  const { done, refused } = await attempt(ctx, form, () => putCover(ctx, { id, file }));
  if (done) return { to: `/staf/buku/${id}`, news: { code: 'catalog.staff.cover.kept' } };
  const book = await getBook(ctx, { id });
  const shown = await editShown(ctx, { book, form: bookForm(book), marks: marksOf(textsOf(book)), cover: refused });
  return { ...shown, status: 422 };
}
