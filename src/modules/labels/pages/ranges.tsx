import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Empty, PageHead, Pager, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import {
  type BarcodeRange,
  type Choices,
  choices,
  listRanges,
  MOST_IN_RANGE,
  reserveRange,
} from '../../catalog/index.ts';
import { LABELS, RANGES } from './query.ts';
import { labelWords } from './words.ts';

export const rangesPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => {
  const own = ctx.actor.kind === 'account' ? ctx.actor.branchId : null;
  return rangesShown(ctx, query.get('page') ?? '1', blankForm({ count: '100', branchId: own }));
};

export async function takeRange(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    reserveRange(ctx, {
      count: numberIn(form, 'count') ?? Number.NaN,
      first: numberIn(form, 'first'),
      branchId: textIn(form, 'branchId'),
      note: textIn(form, 'note'),
    }),
  );
  if (!done) return { ...(await rangesShown(ctx, '1', refused)), status: 422 };
  const params = { first: done.firstBarcode, last: done.lastBarcode };
  return { to: `${RANGES}/${done.id}`, news: { code: 'labels.page.range.reserved', params } };
}

async function rangesShown(ctx: Ctx, page: string, form: FormState): Promise<Shown> {
  const [words, given, { items, meta }] = await Promise.all([
    labelWords(ctx),
    choices(ctx, {}),
    listRanges(ctx, { page, limit: 20 }),
  ]);
  const title = words('labels.page.ranges');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: LABELS, label: words('labels.page.title') }}
          about={words('labels.page.ranges.about')}
        />
        {items.length === 0 ? (
          <div class="mb-4">
            <Empty title={words('labels.page.ranges.none')}>{words('labels.page.ranges.none.hint')}</Empty>
          </div>
        ) : (
          <div class="panel mb-4">
            <RangeTable ranges={items} words={words} />
          </div>
        )}
        <Pager words={words} meta={meta} href={({ page: next }) => `?page=${next ?? 1}`} />
        {holds(ctx.actor, 'copy:create') && <Reserve form={form} given={given} words={words} />}
      </>
    ),
  };
}

const RangeTable = ({ ranges, words }: { ranges: readonly BarcodeRange[]; words: Words }): VNode => (
  <Table
    caption={words('labels.page.ranges')}
    rows={ranges}
    columns={[
      {
        label: words('labels.page.range'),
        head: true,
        cell: (range) => (
          <a class="link inline-block py-0.5 font-mono text-sm" href={`${RANGES}/${range.id}`}>
            {range.firstBarcode} – {range.lastBarcode}
          </a>
        ),
      },
      { label: words('labels.page.range.numbers'), number: true, cell: (range) => words.number(range.numbers) },
      { label: words('labels.page.range.free'), number: true, cell: (range) => words.number(range.free) },
      { label: words('labels.page.range.prints'), number: true, cell: (range) => words.number(range.prints) },
      { label: words('catalog.staff.field.branchId'), cell: (range) => range.branch ?? words('ui.all') },
      { label: words('labels.page.note'), cell: (range) => range.note ?? '–', wide: true },
      {
        label: words('labels.page.when'),
        cell: (range) => `${words.date(range.createdAt)}${range.createdBy ? ` · ${range.createdBy}` : ''}`,
        wide: true,
      },
    ]}
  />
);

interface ReserveProps {
  form: FormState;
  given: Choices;
  words: Words;
}

function Reserve({ form, given, words }: ReserveProps): VNode {
  const open = given.branches.filter(({ status }) => status === 'ACTIVE');
  return (
    <Panel title={words('labels.page.range.reserve')} id="baru">
      <form method="post" action={RANGES}>
        <FormKey form={form} />
        <FormErrors form={form} words={words} />
        <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field
            form={form}
            name="count"
            label={words('labels.page.range.count')}
            hint={words('labels.page.range.count.hint', { most: words.number(MOST_IN_RANGE) })}
            inputmode="numeric"
            required
            maxLength={6}
          />
          <Field
            form={form}
            name="first"
            label={words('labels.page.range.first')}
            hint={words('labels.page.range.first.hint')}
            inputmode="numeric"
            maxLength={10}
          />
          <SelectField
            form={form}
            name="branchId"
            label={words('catalog.staff.field.branchId')}
            empty={words('ui.all')}
            options={open.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Field form={form} name="note" label={words('labels.page.note')} maxLength={200} />
        </div>
        <button type="submit" class="btn mt-4">
          {words('labels.page.range.reserve')}
        </button>
      </form>
    </Panel>
  );
}
