import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Empty, PageHead, Pager, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';
import { SUBJECTS } from '../figures.ts';
import { TYPES } from '../period.ts';
import type { ReportHead } from '../report.ts';
import { generateReport } from '../verbs/generate-report.ts';
import { listReports } from '../views.ts';

export const reportsPath = '/staf/laporan';

export const reportsPage = (ctx: Ctx, asked: Asked): Promise<Shown> =>
  page(ctx, asked.query, blankForm({ type: 'MONTHLY', subject: 'circulation' }));

export async function takeReport(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    generateReport(ctx, {
      type: (form.get('type') ?? '') as 'DAILY',
      subject: (form.get('subject') ?? '') as 'cash',
      startDate: textIn(form, 'startDate'),
      endDate: textIn(form, 'endDate'),
      branchId: textIn(form, 'branchId'),
      title: textIn(form, 'title'),
    }),
  );
  if (done) return { to: `${reportsPath}/${done.id}`, news: { code: 'reports.page.made' } };
  return { ...(await page(ctx, new URLSearchParams(), refused)), status: 422 };
}

async function page(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const cursor = query.get('cursor');
  const reports = await listReports(ctx, { limit: 20, ...(cursor ? { cursor } : { page: query.get('page') ?? 1 }) });
  const branches = await listBranches(ctx, { limit: 100 });
  const options = branches.items.map((branch) => ({ value: branch.id, label: branch.name }));
  return {
    title: words('reports.page.title'),
    body: (
      <>
        <PageHead title={words('reports.page.title')} about={words('reports.page.about')} />
        {holds(ctx.actor, 'reports:generate') && <NewReport form={form} branches={options} words={words} />}
        {reports.items.length === 0 ? (
          <Empty title={words('reports.page.none')}>{words('reports.page.none.hint')}</Empty>
        ) : (
          <Panel title={words('reports.page.made_list')} flush>
            <Reports reports={reports.items} words={words} />
          </Panel>
        )}
        <Pager
          words={words}
          meta={reports.meta}
          href={(change) => `?${new URLSearchParams(Object.entries(change).map(([k, v]) => [k, String(v)]))}`}
        />
      </>
    ),
  };
}

function NewReport({
  form,
  branches,
  words,
}: {
  form: FormState;
  branches: { value: string; label: string }[];
  words: Words;
}): VNode {
  const subjects = SUBJECTS.map((value) => ({ value, label: words(`reports.subject.${value}`) }));
  const types = TYPES.map((value) => ({ value, label: words(`reports.page.type.${value}`) }));
  return (
    <Panel title={words('reports.page.new')}>
      <FormErrors form={form} words={words} />
      <form method="post" action={reportsPath} class="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <FormKey form={form} />
        <SelectField form={form} name="subject" label={words('reports.page.subject')} options={subjects} />
        <SelectField form={form} name="type" label={words('reports.page.type')} options={types} />
        <Field form={form} name="startDate" type="date" label={words('reports.page.start')} />
        <Field form={form} name="endDate" type="date" label={words('reports.page.end')} />
        <SelectField
          form={form}
          name="branchId"
          label={words('reports.page.branch')}
          options={branches}
          empty={words('ui.all')}
        />
        <Field
          form={form}
          name="title"
          label={`${words('reports.page.name')} (${words('ui.optional')})`}
          class="lg:col-span-2"
          maxLength={255}
        />
        <button type="submit" class="btn">
          {words('reports.page.make')}
        </button>
      </form>
      <p class="text-muted-foreground mt-2 text-sm">{words('reports.page.period.hint')}</p>
    </Panel>
  );
}

function Reports({ reports, words }: { reports: readonly ReportHead[]; words: Words }): VNode {
  return (
    <Table
      caption={words('reports.page.made_list')}
      rows={reports}
      columns={[
        {
          label: words('reports.page.name'),
          head: true,
          cell: (report) => (
            <a class="link" href={`${reportsPath}/${report.id}`}>
              {report.title}
            </a>
          ),
        },
        {
          label: words('reports.page.period'),
          cell: (report) => `${words.date(report.startDate)} – ${words.date(report.endDate)}`,
        },
        { label: words('reports.page.branch'), cell: (report) => report.branchName ?? words('ui.all'), wide: true },
        { label: words('reports.page.author'), cell: (report) => report.generatedByName, wide: true },
        { label: words('reports.page.when'), cell: (report) => words.moment(report.createdAt) },
      ]}
    />
  );
}
