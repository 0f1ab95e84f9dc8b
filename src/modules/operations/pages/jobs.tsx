import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { resolveReaction } from '../verbs/resolve-reaction.ts';
import { retryJob } from '../verbs/retry-job.ts';
import { retryReaction } from '../verbs/retry-reaction.ts';
import { runSchedule } from '../verbs/run-schedule.ts';
import { jobsOverview } from '../views.ts';

export const jobsPath = '/staf/pekerjaan';
type Overview = Awaited<ReturnType<typeof jobsOverview>>;

export const jobsPage = (ctx: Ctx): Promise<Shown> => page(ctx, blankForm());

async function page(ctx: Ctx, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const jobs = await jobsOverview(ctx, {});
  return {
    title: words('operations.page.jobs'),
    body: (
      <>
        <PageHead title={words('operations.page.jobs')} about={words('operations.page.jobs.about')} />
        <FormErrors form={form} words={words} />
        <Panel title={words('operations.page.schedules')} flush>
          <Schedules schedules={jobs.schedules} words={words} />
        </Panel>
        <Panel title={words('operations.page.failed')} flush>
          {jobs.failed.length === 0 ? <Calm words={words} /> : <Failed failed={jobs.failed} words={words} />}
        </Panel>
        <Panel title={words('operations.page.dead')} flush>
          {jobs.deadReactions.length === 0 ? <Calm words={words} /> : <Dead dead={jobs.deadReactions} words={words} />}
        </Panel>
      </>
    ),
  };
}

const Calm = ({ words }: { words: Words }): VNode => (
  <p class="text-muted-foreground p-4">{words('operations.page.none_failed')}</p>
);

function Act({ action, label, words, quiet }: { action: string; label: string; words: Words; quiet?: boolean }): VNode {
  return (
    <form method="post" action={`${jobsPath}/${action}`} class="inline-block">
      <FormKey form={blankForm()} />
      <button type="submit" class="btn" data-size="sm" data-variant={quiet ? 'ghost' : 'outline'}>
        {words(label)}
      </button>
    </form>
  );
}

function Schedules({ schedules, words }: { schedules: Overview['schedules']; words: Words }): VNode {
  const state = (schedule: Overview['schedules'][number]): VNode =>
    schedule.running ? (
      <Badge>{words('operations.page.running')}</Badge>
    ) : schedule.lastOk === false ? (
      <Badge tone="stop">{words('operations.page.failing')}</Badge>
    ) : schedule.late ? (
      <Badge tone="attention">{words('operations.page.late')}</Badge>
    ) : (
      <Badge tone="ok">{words('operations.page.fine')}</Badge>
    );
  return (
    <Table
      caption={words('operations.page.schedules')}
      rows={schedules}
      columns={[
        {
          label: words('operations.page.work'),
          head: true,
          cell: (one) => (
            <>
              {one.title}
              {one.lastError && <span class="text-stop block text-sm font-normal">{one.lastError.slice(0, 200)}</span>}
            </>
          ),
        },
        { label: words('operations.page.state'), cell: state },
        { label: words('operations.page.last'), cell: (one) => (one.lastRun ? words.moment(one.lastRun) : '–') },
        { label: words('operations.page.next'), cell: (one) => words.moment(one.nextRun) },
        {
          label: words('operations.page.rhythm'),
          cell: (one) => <span class="text-muted-foreground">{one.rhythm}</span>,
          wide: true,
        },
        {
          label: words('ui.actions'),
          cell: (one) => <Act action={`jadwal/${one.name}`} label="operations.page.run" words={words} />,
        },
      ]}
    />
  );
}

const Failed = ({ failed, words }: { failed: Overview['failed']; words: Words }): VNode => (
  <Table
    caption={words('operations.page.failed')}
    rows={failed}
    columns={[
      { label: words('operations.page.work'), head: true, cell: (job) => job.name },
      { label: words('operations.page.error'), cell: (job) => <span class="text-sm">{job.error.slice(0, 300)}</span> },
      { label: words('operations.page.attempts'), number: true, cell: (job) => job.attempts },
      { label: words('operations.page.when'), cell: (job) => words.moment(job.failedAt) },
      {
        label: words('ui.actions'),
        cell: (job) => <Act action={`gagal/${job.id}`} label="operations.page.retry" words={words} />,
      },
    ]}
  />
);

const Dead = ({ dead, words }: { dead: Overview['deadReactions']; words: Words }): VNode => (
  <Table
    caption={words('operations.page.dead')}
    rows={dead}
    columns={[
      { label: words('operations.page.work'), head: true, cell: (one) => one.reaction },
      { label: words('operations.page.fact'), cell: (one) => one.action ?? one.factId },
      { label: words('operations.page.error'), cell: (one) => <span class="text-sm">{one.error.slice(0, 300)}</span> },
      { label: words('operations.page.when'), cell: (one) => words.moment(one.failedAt) },
      {
        label: words('ui.actions'),
        cell: (one) => (
          <>
            <Act action={`reaksi/${one.id}/ulang`} label="operations.page.retry" words={words} />
            <Act action={`reaksi/${one.id}/selesai`} label="operations.page.resolve" words={words} quiet />
          </>
        ),
      },
    ]}
  />
);

const acting =
  (news: string, act: (ctx: Ctx, id: string) => Promise<unknown>) =>
  async (ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> => {
    const { refused } = await attempt(ctx, form, () => act(ctx, params.id ?? ''));
    if (!refused) return { to: jobsPath, news: { code: news } };
    return { ...(await page(ctx, refused)), status: 422 };
  };

export const takeRun = acting('operations.page.queued', (ctx, name) => runSchedule(ctx, { name }));
export const takeRetryJob = acting('operations.page.queued', (ctx, id) => retryJob(ctx, { id }));
export const takeRetryReaction = acting('operations.page.resolved', (ctx, id) => retryReaction(ctx, { id }));
export const takeResolve = acting('operations.page.resolved', (ctx, id) => resolveReaction(ctx, { id }));
