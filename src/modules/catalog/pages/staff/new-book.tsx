import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../../ui/form.ts';
import type { BookLine } from '../../book.ts';
import { choices } from '../../staff/choices.ts';
import { createBook } from '../../verbs/create-book.ts';
import { BookFields, EnterSaves } from './book-fields.tsx';
import { BOOK_FIELDS, inputOf, textsIn } from './book-values.ts';
import { CopyFields } from './copy-fields.tsx';
import { copyInput } from './copy-values.ts';
import { IsbnConflict, sameIsbn } from './isbn-conflict.tsx';
import { helpedForm } from './suggest.ts';
import { staffWords } from './words.ts';

export const newBookPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const given = { title: query.get('judul'), isbn: query.get('isbn'), author: query.get('pengarang') };
  return shownForm(ctx, blankForm({ materialType: 'BOOK', count: '1', branchId: own, ...given }), []);
};

export async function takeNewBook(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const helped = await helpedForm(ctx, form);
  if (helped) return { ...(await shownForm(ctx, helped, [])), status: 422 };
  const written = textsIn(form);
  const needed = new Set(['title', 'author', 'category']);
  const said = BOOK_FIELDS.filter((field) => field !== 'status' && (written[field] !== '' || needed.has(field)));
  const { count, ...copies } = copyInput(form);
  const { status: _status, stock: _stock, ...book } = inputOf(form, said);
  const { done, refused, failure } = await attempt(ctx, form, () =>
    createBook(ctx, {
      ...book,
      title: written.title,
      author: written.author,
      category: written.category,
      branchId: copies.branchId,
      collectionTypeId: copies.collectionTypeId,
      price: copies.price,
      acquiredOn: copies.acquiredOn,
      ...(copies.barcodes ? { barcodes: copies.barcodes } : { stock: count ?? 0 }),
      confirmed: form.getAll('confirmed'),
    }),
  );
  if (!done) return { ...(await shownForm(ctx, refused, await sameIsbn(ctx, failure))), status: 422 };
  const more = textIn(form, 'aksi') === 'lagi';
  const news = { code: 'catalog.staff.book_made', params: { title: done.title } };
  return { to: more ? '/staf/buku/baru' : `/staf/buku/${done.id}`, news };
}

async function shownForm(ctx: Ctx, form: FormState, same: readonly BookLine[]): Promise<Shown> {
  const [words, given] = await Promise.all([staffWords(ctx), choices(ctx, {})]);
  const title = words('catalog.staff.new_book');
  const shown = same.length > 0 ? { ...form, summary: null } : form;
  const body: VNode = (
    <>
      <PageHead title={title} back={{ href: '/staf/buku', label: words('catalog.staff.books') }} />
      <form method="post" action="/staf/buku/baru">
        <EnterSaves />
        <FormKey form={form} />
        {same.length > 0 ? <IsbnConflict books={same} words={words} /> : <FormErrors form={shown} words={words} />}
        <Panel title={words('catalog.staff.data')}>
          <BookFields form={form} choices={given} words={words} exists={false} autofocus />
        </Panel>
        <Panel title={words('catalog.page.copies')}>
          <CopyFields form={form} choices={given} words={words} brief />
        </Panel>
        <div class="flex flex-wrap gap-2">
          <button type="submit" class="btn">
            {words('ui.save')}
          </button>
          <button type="submit" class="btn" data-variant="outline" name="aksi" value="lagi">
            {words('catalog.staff.save_and_next')}
          </button>
        </div>
      </form>
    </>
  );
  return { title, body };
}
