import type { VNode } from 'preact';
import { Cover } from '../../../../ui/components/cover.tsx';
import { Field } from '../../../../ui/components/field.tsx';
import { Facts, Panel } from '../../../../ui/components/page.tsx';
import { blankForm, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Book } from '../../book.ts';

/** Beside the form: the cover, and what the record says of itself. */
export function BookSide({ book, words, form = blankForm() }: { book: Book; words: Words; form?: FormState }): VNode {
  return (
    <div class="min-w-0">
      <Panel title={words('catalog.staff.cover')} id="sampul">
        <div class="flex gap-4 xl:block">
          <div class="w-32 shrink-0 xl:mb-3">
            <Cover title={book.title} author={book.author} src={book.coverImage} size="large" />
          </div>
          {book.can.update && <CoverForms book={book} words={words} form={form} />}
        </div>
      </Panel>
      <Panel title={words('catalog.staff.record')}>
        <Facts
          facts={[
            { label: words('catalog.staff.copies_free'), value: `${book.available}/${book.stock}` },
            { label: words('catalog.staff.borrows'), value: words.number(book.totalBorrows) },
            { label: words('catalog.staff.holds'), value: words.number(book.holdsWaiting) },
            { label: words('catalog.staff.created'), value: words.date(book.createdAt) },
            { label: words('catalog.staff.updated'), value: words.moment(book.updatedAt) },
          ]}
        />
      </Panel>
    </div>
  );
}

function CoverForms({ book, words, form }: { book: Book; words: Words; form: FormState }): VNode {
  return (
    <div class="min-w-0">
      <form method="post" action={`/staf/buku/${book.id}/sampul`} encType="multipart/form-data" class="grid gap-2">
        <Field
          form={form}
          name="file"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          label={words('catalog.staff.cover.file')}
          hint={words('catalog.staff.cover.hint')}
          required
        />
        <button type="submit" class="btn justify-self-start" data-variant="outline" data-size="sm">
          {words('catalog.staff.cover.upload')}
        </button>
      </form>
      {book.coverImage && (
        <form method="post" action={`/staf/buku/${book.id}/sampul/hapus`} class="mt-2">
          <input type="hidden" name="_key" value={blankForm().key} />
          <button type="submit" class="btn" data-variant="ghost" data-size="sm">
            {words('catalog.staff.cover.remove')}
          </button>
        </form>
      )}
    </div>
  );
}
