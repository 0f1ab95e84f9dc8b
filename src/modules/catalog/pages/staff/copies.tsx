import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../../ui/components/field.tsx';
import { Notice, Pager, Panel } from '../../../../ui/components/page.tsx';
import { Table } from '../../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Book } from '../../book.ts';
import type { Copy } from '../../copy.ts';
import { type Choices, choices } from '../../staff/choices.ts';
import { addCopies } from '../../verbs/add-copies.ts';
import { getBook, listCopies } from '../../views.ts';
import { CopyBadge } from '../copy-table.tsx';
import { BookFrame } from './book-frame.tsx';
import { CopyFields } from './copy-fields.tsx';
import { copyInput } from './copy-values.ts';
import { staffWords, whyText } from './words.ts';

const ROWS = 100;

export function copiesPage(ctx: Ctx, { params, query }: Asked): Promise<Shown> {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  return copiesShown(ctx, params.id ?? '', query.get('page') ?? '1', blankForm({ count: '1', branchId: own }));
}

export async function takeCopies(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const rest = {
    location: textIn(form, 'location'),
    inventoryNumber: textIn(form, 'inventoryNumber'),
    notes: textIn(form, 'notes'),
  };
  const { done, refused } = await attempt(ctx, form, () => addCopies(ctx, { id, ...copyInput(form), ...rest }));
  if (!done) return { ...(await copiesShown(ctx, id, '1', refused)), status: 422 };
  const params_ = { count: done.length };
  return { to: `/staf/buku/${id}/eksemplar`, news: { code: 'catalog.staff.copies_made', params: params_ } };
}

async function copiesShown(ctx: Ctx, id: string, page: string, form: FormState): Promise<Shown> {
  const [words, book, copies, given] = await Promise.all([
    staffWords(ctx),
    getBook(ctx, { id }),
    listCopies(ctx, { id, page, limit: ROWS }),
    choices(ctx, {}),
  ]);
  return {
    title: `${book.title} · ${words('catalog.page.copies')}`,
    body: (
      <BookFrame book={book} part="/eksemplar" words={words}>
        <Panel title={words('catalog.page.copies')} actions={<LabelsLink book={book} words={words} />} flush>
          <CopyList copies={copies.items} words={words} />
        </Panel>
        <Pager words={words} meta={copies.meta} href={({ page: next }) => `?page=${next ?? 1}`} />
        {holds(ctx.actor, 'copy:create') && <AddCopies book={book} form={form} choices={given} words={words} />}
      </BookFrame>
    ),
  };
}

const LabelsLink = ({ book, words }: { book: Book; words: Words }): VNode | null =>
  book.stock === 0 ? null : (
    <a class="btn" data-size="sm" data-variant="outline" href={`/staf/label?buku=${book.id}`}>
      {words('catalog.staff.labels')}
    </a>
  );

export const copyPath = (barcode: string): string => `/staf/eksemplar/${encodeURIComponent(barcode)}`;

function CopyList({ copies, words }: { copies: readonly Copy[]; words: Words }): VNode {
  if (copies.length === 0) return <p class="text-muted-foreground p-4">{words('catalog.page.no_copies')}</p>;
  return (
    <Table
      caption={words('catalog.page.copies')}
      rows={copies}
      keyOf={(copy) => copy.id}
      columns={[
        {
          label: words('catalog.page.copy.barcode'),
          head: true,
          cell: (copy) => (
            <a class="link inline-block py-0.5 font-mono text-sm" href={copyPath(copy.barcode)}>
              {copy.barcode}
            </a>
          ),
        },
        { label: words('catalog.page.copy.status'), cell: (copy) => <CopyBadge status={copy.status} words={words} /> },
        { label: words('catalog.page.copy.branch'), cell: (copy) => copy.branch },
        { label: words('catalog.page.copy.shelf'), cell: (copy) => copy.location ?? '–' },
        { label: words('catalog.staff.field.collectionTypeId'), cell: (copy) => copy.collectionType.name },
        {
          label: words('catalog.staff.field.inventoryNumber'),
          cell: (copy) => copy.inventoryNumber ?? '–',
          wide: true,
        },
        {
          label: words('catalog.staff.field.price'),
          cell: (copy) => (copy.price === null ? '–' : words.rupiah(copy.price)),
          number: true,
          wide: true,
        },
      ]}
    />
  );
}

interface AddProps {
  book: Book;
  form: FormState;
  choices: Choices;
  words: Words;
}

function AddCopies({ book, form, choices: given, words }: AddProps): VNode {
  const why = book.why.addCopies;
  return (
    <Panel title={words('catalog.staff.copies_add')} id="tambah">
      {why ? (
        <Notice tone="attention" title={whyText(words, why)} />
      ) : (
        <form method="post" action={`/staf/buku/${book.id}/eksemplar`}>
          <FormKey form={form} />
          <FormErrors form={form} words={words} />
          <CopyFields form={form} choices={given} words={words} />
          <button type="submit" class="btn mt-4">
            {words('catalog.staff.copies_add')}
          </button>
        </form>
      )}
    </Panel>
  );
}
