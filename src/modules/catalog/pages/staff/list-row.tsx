import type { VNode } from 'preact';
import { Badge, type Tone } from '../../../../ui/components/page.tsx';
import { Icon } from '../../../../ui/icon.tsx';
import type { Words } from '../../../../ui/words.ts';
import type { BookLine } from '../../book.ts';

const GRID =
  'grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-3 py-2 lg:grid-cols-[1.5rem_minmax(0,1fr)_9rem_8rem_6.5rem_6rem_7rem] lg:items-center';

const TONE: Readonly<Record<string, Tone>> = { ACTIVE: 'ok', DAMAGED: 'attention', LOST: 'stop', ARCHIVED: 'plain' };

export const StatusBadge = ({ status, words }: { status: string; words: Words }): VNode => (
  <Badge tone={TONE[status] ?? 'plain'}>{words(`catalog.staff.status.${status}`)}</Badge>
);

/** Names over the columns, for those who see them; each value names itself for the others. */
export const LineHeads = ({ words }: { words: Words }): VNode => (
  <div class={`${GRID} text-muted-foreground border-b text-sm font-medium max-lg:hidden!`} aria-hidden="true">
    <span />
    <span>{words('catalog.staff.field.title')}</span>
    <span>{words('catalog.staff.field.category')}</span>
    <span>{words('catalog.staff.field.callNumber')}</span>
    <span class="text-right">{words('catalog.staff.copies_free')}</span>
    <span>{words('catalog.staff.field.status')}</span>
    <span />
  </div>
);

export const frameOf = (id: string): string => `buku-${id}`;

interface LineProps {
  book: BookLine;
  editable: boolean;
  /** The list this row stands in. */
  back: string;
  words: Words;
  saved?: boolean;
}

/** A row by itself, so that it can be mended where it stands. */
export const LineFrame = (props: LineProps): VNode => (
  <turbo-frame id={frameOf(props.book.id)} target="_top" class="block">
    <Line {...props} />
  </turbo-frame>
);

function Line({ book, editable, back, words, saved }: LineProps): VNode {
  const named = (label: string, value: string | null): VNode => (
    <span class={value ? '' : 'max-lg:hidden'}>
      <span class="sr-only">{words(label)}: </span>
      {value ?? '–'}
    </span>
  );
  return (
    <div class={`${GRID} hover:bg-muted/50`}>
      <label class="flex size-6 items-center justify-center self-start lg:self-center">
        <span class="sr-only">{words('catalog.staff.pick', { title: book.title })}</span>
        <input type="checkbox" class="input" name="buku" value={book.id} form="pilih" />
      </label>
      <div class="min-w-0">
        <a class="hover:text-primary inline-block py-0.5 font-medium hover:underline" href={`/staf/buku/${book.id}`}>
          {book.title}
        </a>
        <p class="text-muted-foreground text-sm">
          {book.author}
          {book.publishedYear && <> · {book.publishedYear}</>}
          {saved && (
            <span class="text-ok ml-2 inline-flex items-center gap-1 font-medium" role="status">
              <Icon name="check" size={14} />
              {words('catalog.staff.saved')}
            </span>
          )}
        </p>
        <Flags book={book} words={words} />
      </div>
      <div class="col-start-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm lg:contents lg:text-[0.9375rem]">
        {named('catalog.staff.field.category', book.category)}
        <span class={`font-mono text-sm ${book.callNumber ? '' : 'max-lg:hidden'}`}>
          <span class="sr-only">{words('catalog.staff.field.callNumber')}: </span>
          {book.callNumber ?? '–'}
        </span>
        <span class="tabular lg:text-right">
          <span class="lg:sr-only">{words('catalog.staff.copies_free')}: </span>
          {book.available}/{book.stock}
        </span>
        <span>
          <StatusBadge status={book.status} words={words} />
        </span>
        {editable && book.status !== 'ARCHIVED' ? (
          <a
            class="btn lg:justify-self-end"
            data-size="sm"
            data-variant="ghost"
            data-turbo-frame={frameOf(book.id)}
            href={`/staf/buku/${book.id}/cepat?${new URLSearchParams({ ke: back })}`}
            aria-label={words('catalog.staff.quick.of', { title: book.title })}
          >
            {words('catalog.staff.quick')}
          </a>
        ) : (
          <span />
        )}
      </div>
    </div>
  );
}

function Flags({ book, words }: { book: BookLine; words: Words }): VNode | null {
  const names = [...new Set(book.flags.map((flag) => flag.split(':')[0] ?? ''))];
  if (names.length === 0) return null;
  return (
    <p class="mt-0.5 flex flex-wrap gap-1">
      {names.map((name) => (
        <Badge tone="attention">{words(`catalog.staff.flag.${name}`)}</Badge>
      ))}
    </p>
  );
}
