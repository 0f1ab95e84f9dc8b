import type { VNode } from 'preact';
import { holds } from '../../../../kernel/access.ts';
import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, TextField } from '../../../../ui/components/field.tsx';
import { Notice, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState } from '../../../../ui/form.ts';
import type { Words } from '../../../../ui/words.ts';
import type { Heading } from '../../heading.ts';
import { getHeading, listHeadings } from '../../heading-views.ts';
import { type MergedHeading, mergedInto } from '../../staff/merged.ts';
import { mergeHeading } from '../../verbs/merge-headings.ts';
import { renameHeading } from '../../verbs/rename-heading.ts';
import { unmergeHeading } from '../../verbs/unmerge-heading.ts';
import { HEADINGS } from './headings.tsx';
import { staffWords } from './words.ts';

const pathOf = (id: string): string => `${HEADINGS}/${id}`;
const formOf = ({ name, variants }: Heading): FormState => blankForm({ name, variants: variants.join('\n') });

export async function headingPage(ctx: Ctx, { params, query }: Asked): Promise<Shown> {
  const heading = await getHeading(ctx, { id: params.id ?? '' });
  return headingShown(ctx, heading, formOf(heading), blankForm({ search: query.get('search') }));
}

export async function takeHeading(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const variants = (form.get('variants') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const { done, refused } = await attempt(ctx, form, () =>
    renameHeading(ctx, { id, name: form.get('name') ?? '', variants }),
  );
  if (done) return { to: pathOf(id), news: { code: 'catalog.staff.heading.saved', params: { name: done.name } } };
  return { ...(await headingShown(ctx, await getHeading(ctx, { id }), refused, blankForm())), status: 422 };
}

export async function takeMerge(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const into = form.get('into') ?? '';
  const { done, refused } = await attempt(ctx, form, () => mergeHeading(ctx, { id, into }));
  if (done) return { to: pathOf(done.id), news: { code: 'catalog.staff.heading.merged', params: { name: done.name } } };
  const heading = await getHeading(ctx, { id });
  return { ...(await headingShown(ctx, heading, formOf(heading), refused)), status: 422 };
}

export async function takeUnmerge(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { id, name } = await unmergeHeading(ctx, { id: params.id ?? '' });
  return { to: pathOf(id), news: { code: 'catalog.staff.heading.unmerged', params: { name } } };
}

async function headingShown(ctx: Ctx, heading: Heading, form: FormState, merging: FormState): Promise<Shown> {
  const words = await staffWords(ctx);
  const into = heading.mergedInto ? await getHeading(ctx, { id: heading.mergedInto }) : null;
  const merged = await mergedInto(ctx, { id: heading.id });
  const may = holds(ctx.actor, 'heading:update');
  return {
    title: heading.name,
    body: (
      <>
        <PageHead
          title={heading.name}
          back={{ href: `${HEADINGS}?jenis=${heading.kind}`, label: words('catalog.staff.headings') }}
          about={`${words(heading.kind === 'AUTHOR' ? 'catalog.role.AUTHOR' : 'catalog.page.subject')} · ${words('catalog.page.results', { count: heading.books })}`}
        />
        {into ? (
          <Gone heading={heading} into={into} words={words} may={holds(ctx.actor, 'heading:merge')} />
        ) : (
          <>
            <Rename heading={heading} form={form} may={may} words={words} />
            {holds(ctx.actor, 'heading:merge') && (
              <Merge
                ctx={ctx}
                heading={heading}
                form={merging}
                words={words}
                found={await candidates(ctx, heading, merging)}
              />
            )}
          </>
        )}
        {merged.length > 0 && <Swallowed headings={merged} words={words} />}
      </>
    ),
  };
}

function Gone({ heading, into, words, may }: { heading: Heading; into: Heading; words: Words; may: boolean }): VNode {
  return (
    <Notice tone="attention" title={words('catalog.staff.heading.gone', { name: into.name })}>
      <p class="mb-2">
        <a class="link" href={pathOf(into.id)}>
          {into.name}
        </a>
      </p>
      {may && (
        <form method="post" action={`${pathOf(heading.id)}/pisahkan`}>
          <input type="hidden" name="_key" value={blankForm().key} />
          <button type="submit" class="btn" data-variant="outline">
            {words('catalog.staff.heading.unmerge')}
          </button>
        </form>
      )}
    </Notice>
  );
}

function Rename({
  heading,
  form,
  may,
  words,
}: {
  heading: Heading;
  form: FormState;
  may: boolean;
  words: Words;
}): VNode {
  return (
    <Panel title={words('catalog.staff.heading.rename')}>
      <form method="post" action={pathOf(heading.id)}>
        <FormKey form={form} version={heading.version} />
        <FormErrors form={form} words={words} />
        <fieldset disabled={!may} class="grid max-w-2xl gap-4">
          <Field form={form} name="name" label={words('catalog.staff.heading.name')} required maxLength={255} />
          <TextField
            form={form}
            name="variants"
            label={words('catalog.staff.heading.variants')}
            hint={words('catalog.staff.heading.variants.hint')}
          />
        </fieldset>
        {may && (
          <button type="submit" class="btn mt-4">
            {words('ui.save')}
          </button>
        )}
      </form>
    </Panel>
  );
}

/** Others of its kind whose name begins so; without a word, those that begin like this one. */
async function candidates(ctx: Ctx, heading: Heading, form: FormState): Promise<Heading[]> {
  const search = form.values.search?.trim() || (heading.name.split(/[\s,]/)[0] ?? '');
  const { items } = await listHeadings(ctx, { kind: heading.kind, search, limit: 21 });
  return items.filter(({ id }) => id !== heading.id).slice(0, 20);
}

interface MergeProps {
  ctx: Ctx;
  heading: Heading;
  form: FormState;
  words: Words;
  found: readonly Heading[];
}

function Merge({ heading, form, words, found }: MergeProps): VNode {
  return (
    <Panel title={words('catalog.staff.heading.merge')} id="gabung">
      <p class="mb-3 max-w-prose">{words('catalog.staff.heading.merge.about', { name: heading.name })}</p>
      <form method="get" action={`${pathOf(heading.id)}#gabung`} class="mb-3 flex max-w-md gap-2">
        <input
          type="search"
          name="search"
          class="input w-full"
          value={form.values.search ?? ''}
          aria-label={words('catalog.staff.headings.search')}
          placeholder={words('catalog.staff.headings.search')}
        />
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.search')}
        </button>
      </form>
      <FormErrors form={form} words={words} />
      {found.length === 0 ? (
        <p class="text-muted-foreground">{words('catalog.staff.heading.merge.none')}</p>
      ) : (
        <form method="post" action={`${pathOf(heading.id)}/gabung`}>
          <FormKey form={form} />
          <fieldset>
            <legend class="mb-1 text-sm font-semibold">{words('catalog.staff.heading.merge.into')}</legend>
            {found.map(({ id, name, books }) => (
              <label class="flex items-center gap-2 py-1">
                <input type="radio" class="input" name="into" value={id} required checked={form.values.into === id} />
                <span>
                  {name}{' '}
                  <span class="text-muted-foreground text-sm">{words('catalog.page.results', { count: books })}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <button type="submit" class="btn mt-3" data-variant="outline">
            {words('catalog.staff.heading.merge.do')}
          </button>
        </form>
      )}
    </Panel>
  );
}

const Swallowed = ({ headings, words }: { headings: readonly MergedHeading[]; words: Words }): VNode => (
  <Panel title={words('catalog.staff.heading.swallowed')} flush>
    <ul class="rows">
      {headings.map(({ id, name, mergedAt }) => (
        <li class="flex flex-wrap items-center gap-x-3 px-4 py-2">
          <a class="link py-0.5" href={pathOf(id)}>
            {name}
          </a>
          <span class="text-muted-foreground text-sm">{words.date(mergedAt)}</span>
        </li>
      ))}
    </ul>
  </Panel>
);
