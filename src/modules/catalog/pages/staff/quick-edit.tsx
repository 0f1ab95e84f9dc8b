import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import { notFound } from '../../../../kernel/errors.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormKey } from '../../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import { EDITABLE_BOOK_STATUSES } from '../../fields.ts';
import { booksByIds } from '../../staff/list.ts';
import { updateBook } from '../../verbs/update-book.ts';
import { getBook } from '../../views.ts';
import { listPath } from './list-query.ts';
import { frameOf, LineFrame } from './list-row.tsx';
import { staffWords } from './words.ts';

const FIELDS = ['title', 'author', 'category', 'callNumber'] as const;

/** The most often mended fields of one book, in its row or, without JavaScript, on a small page. */
export async function quickPage(ctx: Ctx, { params, query, frame }: Asked): Promise<Shown> {
  const book = await getBook(ctx, { id: params.id ?? '' });
  const { title, author, category, callNumber, status, version } = book;
  const form = blankForm({ title, author, category, callNumber, status });
  return quickShown(ctx, { id: book.id, version, form, back: listPath(query.get('ke')), alone: !frame });
}

export async function takeQuick(ctx: Ctx, asked: Asked): Promise<ScreenAnswer> {
  const { form, params } = asked;
  const id = params.id ?? '';
  const back = listPath(form.get('ke'));
  const version = Number(form.get('_version')) || undefined;
  const { done, refused, failure } = await attempt(ctx, form, () =>
    updateBook(ctx, {
      id,
      title: form.get('title') ?? '',
      author: form.get('author') ?? '',
      category: form.get('category') ?? '',
      callNumber: form.get('callNumber') ?? '',
      status: (form.get('status') ?? 'ACTIVE') as 'ACTIVE',
    }),
  );
  if (done && asked.frame) return { to: `/staf/buku/${id}/baris?${new URLSearchParams({ ke: back })}` };
  if (done) return { to: back, news: { code: 'catalog.staff.book_saved', params: { title: done.title } } };
  // Somebody was quicker: the whole form shows what he wrote.
  if (failure.kind === 'PRECONDITION_FAILED')
    return { to: `/staf/buku/${id}`, news: { code: 'kernel.changed_meanwhile' } };
  return { ...(await quickShown(ctx, { id, version, form: refused, back, alone: !asked.frame })), status: 422 };
}

/** The row as it stands now; without JavaScript there is nothing to put it into. */
export async function linePage(ctx: Ctx, { params, query, frame }: Asked): Promise<ScreenAnswer> {
  const back = listPath(query.get('ke'));
  if (!frame) return { to: back };
  const words = await staffWords(ctx);
  const [book] = await booksByIds(ctx, { ids: [params.id ?? ''] });
  if (!book) throw notFound('catalog.book_not_found');
  const saved = query.get('batal') === null;
  const editable = holds(ctx.actor, 'book:update');
  return {
    title: book.title,
    body: <LineFrame book={book} editable={editable} back={back} words={words} saved={saved} />,
  };
}

interface Quick {
  id: string;
  version: number | undefined;
  form: FormState;
  back: string;
  /** A page by itself has a heading of the first order. */
  alone: boolean;
}

async function quickShown(ctx: Ctx, { id, version, form, back, alone }: Quick): Promise<Shown> {
  const words = await staffWords(ctx);
  const cancel = `/staf/buku/${id}/baris?${new URLSearchParams({ ke: back, batal: 'ya' })}`;
  return {
    title: words('catalog.staff.quick'),
    body: (
      <turbo-frame id={frameOf(id)} target="_top" class="block">
        <form
          method="post"
          action={`/staf/buku/${id}/cepat`}
          data-turbo-frame={frameOf(id)}
          class="bg-accent/40 grid gap-3 px-3 py-3 sm:grid-cols-2 lg:grid-cols-[2fr_1.5fr_1fr_1fr_8rem]"
        >
          {alone ? (
            <h1 class="sr-only">{words('catalog.staff.quick')}</h1>
          ) : (
            <h2 class="sr-only">{words('catalog.staff.quick')}</h2>
          )}
          <FormKey form={form} version={version} />
          <input type="hidden" name="ke" value={back} />
          {FIELDS.map((name) => (
            <QuickField id={id} name={name} form={form} words={words} />
          ))}
          <div class="flex flex-col gap-1">
            <label for={`${id}-status`} class="text-sm font-semibold">
              {words('catalog.staff.field.status')}
            </label>
            <select id={`${id}-status`} name="status" class="select w-full">
              {EDITABLE_BOOK_STATUSES.map((status) => (
                <option value={status} selected={form.values.status === status}>
                  {words(`catalog.staff.status.${status}`)}
                </option>
              ))}
            </select>
          </div>
          <div class="flex flex-wrap items-center gap-2 sm:col-span-2 lg:col-span-5">
            <button type="submit" class="btn" data-size="sm">
              {words('ui.save')}
            </button>
            <a class="btn" data-size="sm" data-variant="ghost" href={cancel} data-turbo-frame={frameOf(id)}>
              {words('ui.cancel')}
            </a>
            <a class="link ml-auto py-1 text-sm" href={`/staf/buku/${id}`}>
              {words('catalog.staff.all_fields')}
            </a>
            {form.summary && (
              <p role="alert" class="text-stop basis-full text-sm font-medium">
                {form.summary}
              </p>
            )}
          </div>
        </form>
      </turbo-frame>
    ),
  };
}

interface FieldProps {
  id: string;
  name: (typeof FIELDS)[number];
  form: FormState;
  words: Words;
}

/** Several rows may be open at once: names of fields repeat, ids do not. */
function QuickField({ id, name, form, words }: FieldProps): VNode {
  const error = form.errors[name];
  const field = `${id}-${name}`;
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={field} class="text-sm font-semibold">
        {words(`catalog.staff.field.${name}`)}
      </label>
      <input
        id={field}
        name={name}
        class="input w-full"
        value={form.values[name] ?? ''}
        maxLength={500}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${field}-error` : undefined}
      />
      {error && (
        <p id={`${field}-error`} class="text-stop text-sm font-medium">
          {error}
        </p>
      )}
    </div>
  );
}
