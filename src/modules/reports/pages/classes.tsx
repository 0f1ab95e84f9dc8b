import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { ChartFigure, draw } from '../../../ui/chart/figure.tsx';
import { FormErrors, SelectField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';
import { exportClasses } from '../classes/export-classes.ts';
import { type ClassRecap, classRecap } from '../classes/recap.ts';
import { reportsPath } from './reports.tsx';

export const classesPath = '/staf/rekap-kelas';

const branchIn = (query: URLSearchParams) => ({ branchId: query.get('branchId') || undefined });

/** How many titles and copies stand under each hundred and ten of the DDC, as of now. */
export async function classesPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const { done, refused } = await attempt(ctx, query, () => classRecap(ctx, branchIn(query)));
  const form = {
    ...blankForm({ branchId: query.get('branchId') }),
    ...(refused ? { errors: refused.errors, summary: refused.summary } : {}),
  };
  return { ...(await shown(ctx, query, form, done ?? null)), status: refused ? 422 : 200 };
}

export const classesFile = (ctx: Ctx, { query }: Asked): Promise<ScreenAnswer> => exportClasses(ctx, branchIn(query));

async function shown(ctx: Ctx, query: URLSearchParams, form: FormState, recap: ClassRecap | null): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const branches = await listBranches(ctx, { limit: 100 });
  const title = words('reports.classes.title');
  const kept = new URLSearchParams(query.get('branchId') ? { branchId: query.get('branchId') ?? '' } : {});
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          back={{ href: reportsPath, label: words('reports.page.title') }}
          about={words('reports.classes.about')}
          actions={
            recap && (
              <a class="btn" data-variant="outline" href={`${classesPath}/csv?${kept}`} data-turbo="false">
                CSV
              </a>
            )
          }
        />
        <form method="get" action={classesPath} class="mb-4 flex max-w-md items-end gap-2">
          <div class="min-w-0 flex-1">
            <FormErrors form={form} words={words} />
            <SelectField
              form={form}
              name="branchId"
              label={words('reports.page.branch')}
              empty={words('ui.all')}
              options={branches.items.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
          <button type="submit" class="btn" data-variant="outline">
            {words('reports.classes.show')}
          </button>
        </form>
        {recap && (await Figures({ recap, words }))}
      </>
    ),
  };
}

async function Figures({ recap, words }: { recap: ClassRecap; words: Words }): Promise<VNode> {
  const name = (ddc: string | null): string => words(`reports.ddc.${ddc ?? 'none'}`);
  const chart = await draw(words('reports.classes.chart'), {
    kind: 'bar',
    labels: recap.classes.map((each) => each.class ?? words('reports.classes.none')),
    series: [
      { name: words('reports.column.titles'), values: recap.classes.map(({ titles }) => titles) },
      { name: words('reports.column.copies'), values: recap.classes.map(({ copies }) => copies) },
    ],
    format: (n) => words.number(n),
  });
  const share = (n: number): string =>
    words.number(recap.totals.titles === 0 ? 0 : Math.round((1000 * n) / recap.totals.titles) / 10);
  const rows = recap.classes.flatMap((each) => [
    { label: name(each.class), head: true, ...each },
    ...each.divisions.map((one) => ({ label: one.division, head: false, ...one })),
  ]);
  return (
    <>
      <div class="panel mb-4 p-4">
        <ChartFigure chart={chart} words={words} />
      </div>
      <Panel title={words('reports.page.figures')} flush>
        <Table
          caption={words('reports.classes.title')}
          rows={[...rows, { label: words('reports.part.total'), head: true, ...recap.totals }]}
          columns={[
            {
              label: words('reports.column.class'),
              head: true,
              cell: (row) =>
                row.head ? <strong>{row.label}</strong> : <span class="pl-4 font-normal">{row.label}</span>,
            },
            { label: words('reports.column.titles'), number: true, cell: (row) => words.number(row.titles) },
            { label: words('reports.column.copies'), number: true, cell: (row) => words.number(row.copies) },
            {
              label: words('reports.classes.share'),
              number: true,
              cell: (row) => (row.head ? `${share(row.titles)} %` : ''),
            },
          ]}
        />
      </Panel>
    </>
  );
}
