import type { VNode } from 'preact';
import { Notice } from '../../../../ui/components/page.tsx';
import type { FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Book } from '../../book.ts';
import { type BookField, type BookTexts, fieldsUnlike, othersOf, textsOf } from './book-values.ts';

/** What somebody else changed while this person was writing. */
export interface Meanwhile {
  at: Date;
  /** Changed there alone: the form has it now. */
  taken: { field: BookField; now: string }[];
  /** Changed by both: the form keeps what this person wrote. */
  both: { field: BookField; now: string; mine: string }[];
}

/** Three sides of every field: as it was when the form was opened, as it is now, and as it was written here. */
export function mergedForm(
  form: FormState,
  book: Book,
  mine: BookTexts,
  marks: string,
): { form: FormState; meanwhile: Meanwhile } {
  const now = textsOf(book);
  const here = new Set(fieldsUnlike(marks, mine));
  const there = fieldsUnlike(marks, now);
  const taken = there.filter((field) => !here.has(field));
  const both = there.filter((field) => here.has(field) && mine[field] !== now[field]);
  const values = { ...form.values, ...Object.fromEntries(taken.map((field) => [field, now[field]])) };
  const others = othersOf(book);
  const rows: Readonly<Record<string, readonly string[]>> = {
    contributorName: others.map(({ name }) => name),
    contributorRole: others.map(({ role }) => role),
  };
  const all = taken.includes('contributors') ? (name: string) => rows[name] ?? form.all(name) : form.all;
  return {
    form: { ...form, values, all, errors: {}, summary: null },
    meanwhile: {
      at: book.updatedAt,
      taken: taken.map((field) => ({ field, now: now[field] })),
      both: both.map((field) => ({ field, now: now[field], mine: mine[field] })),
    },
  };
}

export function MeanwhileNotice({ meanwhile, words }: { meanwhile: Meanwhile; words: Words }): VNode {
  const { at, taken, both } = meanwhile;
  return (
    <div class="mb-4" role="alert">
      <Notice tone="attention" title={words('catalog.staff.meanwhile', { when: words.moment(at) })}>
        {both.length > 0 && (
          <>
            <p class="font-medium">{words('catalog.staff.meanwhile.both')}</p>
            <dl class="mb-2">
              {both.map(({ field, now, mine }) => (
                <>
                  <dt class="mt-1 text-sm font-semibold">{words(`catalog.staff.field.${field}`)}</dt>
                  <dd class="whitespace-pre-line">
                    {words('catalog.staff.meanwhile.theirs')}: {now || '–'}
                  </dd>
                  <dd class="whitespace-pre-line">
                    {words('catalog.staff.meanwhile.mine')}: {mine || '–'}
                  </dd>
                </>
              ))}
            </dl>
          </>
        )}
        {taken.length > 0 && (
          <p>
            {words('catalog.staff.meanwhile.taken')}{' '}
            {taken.map(({ field }) => words(`catalog.staff.field.${field}`)).join(', ')}
          </p>
        )}
        <p class="mt-1">{words('catalog.staff.meanwhile.save')}</p>
      </Notice>
    </div>
  );
}
