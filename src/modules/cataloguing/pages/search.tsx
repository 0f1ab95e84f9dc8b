import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { isbnForms, issnIn } from '../../../lib/wish.ts';
import { FormErrors } from '../../../ui/components/field.tsx';
import { Empty, PageHead } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { choices } from '../../catalog/index.ts';
import { type Candidates, findCandidates } from '../candidates.ts';
import { addCandidate } from '../verbs/add.ts';
import { listTargets } from '../views.ts';
import { Asking, CandidateList, OwnBooks } from './candidate-list.tsx';
import { CopyPanel, KEPT } from './copy-panel.tsx';
import { copyCataloguingPath, sourcesPath } from './paths.ts';

export const searchPage = (ctx: Ctx, { query }: Asked): Promise<Shown> =>
  shown(ctx, query, blankForm(kept(ctx, query)));

/** What is the same for a whole pile of books stays from one to the next, in the address. */
function kept(ctx: Ctx, query: URLSearchParams): Record<string, string | null> {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  const values = Object.fromEntries(KEPT.map((name) => [name, query.get(name)]));
  return { ...values, copies: query.get('copies') ?? '1', branchId: query.get('branchId') ?? own };
}

/** A number is recognised by its check digit; everything else is a title. */
function asked(query: URLSearchParams): Parameters<typeof findCandidates>[1] | null {
  const [text, author] = [textIn(query, 'q'), textIn(query, 'pengarang')];
  if (!text && !author) return null;
  if (text && isbnForms(text).length > 0) return { isbn: text };
  if (text && issnIn(text)) return { issn: text };
  // Digits that are no ISBN were meant to be one.
  if (text && !author && /^[\d\s-]{9,17}[\dXx]?$/.test(text)) return { isbn: text };
  return { ...(text ? { title: text } : {}), ...(author ? { author } : {}) };
}

export async function takeCandidate(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    addCandidate(ctx, {
      candidate: form.get('candidate') ?? '',
      isbn: textIn(form, 'isbn'),
      copies: numberIn(form, 'copies') ?? 0,
      branchId: textIn(form, 'branchId'),
      collectionTypeId: textIn(form, 'collectionTypeId'),
      price: numberIn(form, 'price') ?? null,
      callNumber: textIn(form, 'callNumber') ?? null,
      category: textIn(form, 'category'),
    }),
  );
  if (!done) return { ...(await shown(ctx, form, refused)), status: 422 };
  const next = new URLSearchParams(KEPT.flatMap((name) => (form.get(name) ? [[name, form.get(name) ?? '']] : [])));
  const { title, copies } = done;
  const barcodes = copies.length === 0 ? '' : `(${copies.slice(0, 3).join(', ')}${copies.length > 3 ? ' …' : ''})`;
  const code = done.created ? 'cataloguing.page.added' : 'cataloguing.page.added.copies';
  return { to: `${copyCataloguingPath}?${next}`, news: { code, params: { title, count: copies.length, barcodes } } };
}

async function shown(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const wish = asked(query);
  const [given, targets, search] = await Promise.all([
    choices(ctx, {}),
    listTargets(ctx, {}),
    wish ? attempt(ctx, query, () => findCandidates(ctx, wish)) : null,
  ]);
  const isbn = wish?.isbn === undefined ? undefined : isbnForms(wish.isbn)[0];
  const exact = isbn !== undefined && search?.done?.candidates[0]?.isbn === isbn;
  const isReady = targets.some(({ enabled }) => enabled);
  const state = search?.refused ? { ...search.refused, values: form.values } : form;
  return {
    title: words('cataloguing.page.title'),
    body: (
      <>
        <PageHead
          title={words('cataloguing.page.title')}
          about={words('cataloguing.page.about')}
          actions={
            <a class="btn" data-variant="outline" href={sourcesPath}>
              {words('cataloguing.sources.title')}
            </a>
          }
        />
        <FormErrors form={state} words={words} />
        <candidate-picker {...(exact ? { 'data-exact': true } : {})}>
          <SearchBox query={query} form={form} words={words} />
          {!isReady && <NoTargets words={words} />}
          {search?.done && (
            <form id="tambah" method="post" action={copyCataloguingPath}>
              <input type="hidden" name="q" value={query.get('q') ?? ''} />
              <input type="hidden" name="pengarang" value={query.get('pengarang') ?? ''} />
              <input type="hidden" name="_key" value={form.key} />
              {isbn && <input type="hidden" name="isbn" value={isbn} />}
              <Found found={search.done} form={form} words={words} choices={given} query={query} exact={exact} />
            </form>
          )}
        </candidate-picker>
      </>
    ),
  };
}

interface FoundProps {
  found: Candidates;
  form: FormState;
  words: Words;
  choices: Awaited<ReturnType<typeof choices>>;
  query: URLSearchParams;
  /** The first has the very ISBN that was looked for. */
  exact: boolean;
}

const Found = ({ found, form, words, choices: given, query, exact }: FoundProps): VNode => (
  <>
    <OwnBooks books={found.own} words={words} />
    {found.candidates.length > 0 && (
      <>
        <CopyPanel form={form} choices={given} words={words} />
        <CandidateList candidates={found.candidates} exact={exact} words={words} />
      </>
    )}
    {found.candidates.length + found.own.length === 0 && <Nothing query={query} words={words} />}
    <Asking targets={found.targets} words={words} />
  </>
);

/** Scanners send Enter: it searches. What was chosen for the pile is sent along. */
const SearchBox = ({ query, form, words }: { query: URLSearchParams; form: FormState; words: Words }): VNode => (
  <form method="get" action={copyCataloguingPath} class="mb-4 flex flex-wrap items-end gap-3">
    {KEPT.map((name) => form.values[name] && <input type="hidden" name={name} value={form.values[name]} />)}
    <div class="flex min-w-0 flex-1 basis-64 flex-col gap-1 max-sm:basis-full">
      <label for="q" class="text-sm font-semibold">
        {words('cataloguing.page.box')}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        class="input w-full text-lg"
        value={query.get('q') ?? ''}
        maxLength={300}
        autocomplete="off"
        autofocus
        data-box
      />
    </div>
    <div class="flex basis-48 flex-col gap-1 max-sm:basis-full">
      <label for="pengarang" class="text-sm font-semibold">
        {words('cataloguing.page.author')}
      </label>
      <input
        id="pengarang"
        name="pengarang"
        class="input w-full"
        value={query.get('pengarang') ?? ''}
        maxLength={300}
        autocomplete="off"
      />
    </div>
    <button type="submit" class="btn">
      {words('cataloguing.page.search')}
    </button>
  </form>
);

const NoTargets = ({ words }: { words: Words }): VNode => (
  <Empty title={words('cataloguing.page.no_targets')}>
    <p>{words('cataloguing.page.no_targets.hint')}</p>
    <a class="btn mt-3" href={sourcesPath}>
      {words('cataloguing.sources.title')}
    </a>
  </Empty>
);

function Nothing({ query, words }: { query: URLSearchParams; words: Words }): VNode {
  const text = textIn(query, 'q') ?? '';
  const isNumber = isbnForms(text).length > 0;
  const given = new URLSearchParams({
    ...(text ? { [isNumber ? 'isbn' : 'judul']: text } : {}),
    ...(textIn(query, 'pengarang') ? { pengarang: textIn(query, 'pengarang') ?? '' } : {}),
  });
  return (
    <Empty title={words('cataloguing.page.nothing')}>
      <p>{words('cataloguing.page.nothing.hint')}</p>
      <a class="btn mt-3" data-variant="outline" href={`/staf/buku/baru?${given}`}>
        {words('cataloguing.page.by_hand')}
      </a>
    </Empty>
  );
}
