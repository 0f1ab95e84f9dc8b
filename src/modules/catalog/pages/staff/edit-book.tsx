import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Failure } from '../../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { Notice } from '../../../../ui/components/page.tsx';
import { attempt, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Book, BookLine } from '../../book.ts';
import { choices } from '../../staff/choices.ts';
import { updateBook } from '../../verbs/update-book.ts';
import { getBook } from '../../views.ts';
import { BookFields, EnterSaves } from './book-fields.tsx';
import { BookFrame } from './book-frame.tsx';
import { BookSide } from './book-side.tsx';
import { type BookTexts, bookForm, fieldsUnlike, inputOf, marksOf, textsIn, textsOf } from './book-values.ts';
import { IsbnConflict, sameIsbn } from './isbn-conflict.tsx';
import { type Meanwhile, MeanwhileNotice, mergedForm } from './meanwhile.tsx';
import { helpedForm } from './suggest.ts';
import { staffWords, whyText } from './words.ts';

interface Editing {
  book: Book;
  form: FormState;
  /** What stood in the form when it was first shown. */
  marks: string;
  same?: readonly BookLine[];
  meanwhile?: Meanwhile;
  /** A picture that was refused. */
  cover?: FormState;
}

export async function bookEditPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const book = await getBook(ctx, { id: params.id ?? '' });
  return editShown(ctx, { book, form: bookForm(book), marks: marksOf(textsOf(book)) });
}

/** Only what was changed in the form is sent, so that nothing else is judged or overwritten. */
export async function takeBook(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const book = await getBook(ctx, { id });
  const marks = form.get('_awal') ?? marksOf(textsOf(book));
  const helped = await helpedForm(ctx, form);
  if (helped) return { ...(await editShown(ctx, { book, form: helped, marks })), status: 422 };
  const changed = fieldsUnlike(marks, textsIn(form));
  const input = { ...inputOf(form, changed), confirmed: form.getAll('confirmed') };
  const { done, refused, failure } = await attempt(ctx, form, () => updateBook(ctx, { id, ...input }));
  if (done)
    return { to: `/staf/buku/${id}`, news: { code: 'catalog.staff.book_saved', params: { title: done.title } } };
  return { ...(await refusedShown(ctx, book, form, refused, failure, marks)), status: 422 };
}

async function refusedShown(
  ctx: Ctx,
  book: Book,
  form: URLSearchParams,
  refused: FormState,
  failure: Failure,
  marks: string,
): Promise<Shown> {
  if (failure.kind !== 'PRECONDITION_FAILED')
    return editShown(ctx, { book, form: refused, marks, same: await sameIsbn(ctx, failure) });
  const mine: BookTexts = textsIn(form);
  const merged = mergedForm(refused, book, mine, marks);
  // From here on it is the present record that the form is compared with.
  return editShown(ctx, { book, ...merged, marks: marksOf(textsOf(book)) });
}

export async function editShown(ctx: Ctx, { book, form, marks, same = [], meanwhile, cover }: Editing): Promise<Shown> {
  const [words, given] = await Promise.all([staffWords(ctx), choices(ctx, {})]);
  const why = book.why.update;
  return {
    title: book.title,
    body: (
      <BookFrame book={book} part="" words={words}>
        <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_18rem]">
          <form method="post" action={`/staf/buku/${book.id}`} class="panel min-w-0 p-4">
            <h2 class="sr-only">{words('catalog.staff.data')}</h2>
            <EnterSaves />
            <FormKey form={form} version={book.version} />
            <input type="hidden" name="_awal" value={marks} />
            <Told form={form} same={same} meanwhile={meanwhile} words={words} />
            {why && <Notice tone="attention" title={whyText(words, why)} />}
            <fieldset disabled={why !== undefined} class={why ? 'mt-3' : ''}>
              <BookFields form={form} choices={given} words={words} exists={book.status !== 'ARCHIVED'} />
              {!why && (
                <button type="submit" class="btn mt-4">
                  {words('ui.save')}
                </button>
              )}
            </fieldset>
          </form>
          <BookSide book={book} words={words} {...(cover ? { form: cover } : {})} />
        </div>
      </BookFrame>
    ),
  };
}

interface ToldProps {
  form: FormState;
  same: readonly BookLine[];
  meanwhile: Meanwhile | undefined;
  words: Words;
}

/** Why the form is here again. */
function Told({ form, same, meanwhile, words }: ToldProps): VNode | null {
  if (meanwhile) return <MeanwhileNotice meanwhile={meanwhile} words={words} />;
  if (same.length > 0) return <IsbnConflict books={same} words={words} />;
  return <FormErrors form={form} words={words} />;
}
