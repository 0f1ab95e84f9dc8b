import type { VNode } from 'preact';
import type { z } from 'zod';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { listPresets, type PresetKey, type PresetReply } from '../presets.ts';
import type { TargetReply } from '../target.ts';
import { checkTarget } from '../verbs/check-target.ts';
import { addPreset } from '../verbs/targets.ts';
import { listTargets } from '../views.ts';
import { sourcesPath } from './paths.ts';

export const sourcesPage = (ctx: Ctx): Promise<Shown> => page(ctx, blankForm());

export const addressOf = ({ url, host, port, database }: TargetReply): string => url ?? `${host}:${port}/${database}`;

async function page(ctx: Ctx, form: FormState): Promise<Shown> {
  const { timeZone } = await readSettings(ctx);
  const words = wordsFor(ctx.locale, timeZone);
  const [targets, presets] = await Promise.all([listTargets(ctx, {}), listPresets(ctx, {})]);
  const mayManage = holds(ctx.actor, 'settings:manage');
  return {
    title: words('cataloguing.sources.title'),
    body: (
      <>
        <PageHead
          title={words('cataloguing.sources.title')}
          about={words('cataloguing.sources.about')}
          actions={
            mayManage && (
              <a class="btn" href={`${sourcesPath}/baru`}>
                {words('cataloguing.sources.new')}
              </a>
            )
          }
        />
        <FormErrors form={form} words={words} />
        {targets.length === 0 ? (
          <div class="mb-4">
            <Empty title={words('cataloguing.page.no_targets')}>{words('cataloguing.page.no_targets.hint')}</Empty>
          </div>
        ) : (
          <Panel flush>
            <Sources targets={targets} mayManage={mayManage} words={words} />
          </Panel>
        )}
        <Presets presets={presets.filter(({ added }) => !added)} words={words} />
      </>
    ),
  };
}

interface SourcesProps {
  targets: readonly TargetReply[];
  mayManage: boolean;
  words: Words;
}

const Sources = ({ targets, mayManage, words }: SourcesProps): VNode => (
  <Table
    caption={words('cataloguing.sources.title')}
    rows={targets}
    columns={[
      {
        label: words('cataloguing.sources.name'),
        head: true,
        cell: ({ id, name }) =>
          mayManage ? (
            <a class="link" href={`${sourcesPath}/${id}`}>
              {name}
            </a>
          ) : (
            name
          ),
      },
      {
        label: words('cataloguing.sources.protocol'),
        cell: ({ protocol }) => words(`cataloguing.sources.protocol.${protocol}`),
      },
      {
        label: words('cataloguing.sources.address'),
        cell: (target) => <span class="font-mono text-sm [overflow-wrap:anywhere]">{addressOf(target)}</span>,
      },
      { label: words('cataloguing.sources.state'), cell: (target) => <Light target={target} words={words} /> },
      { label: words('cataloguing.sources.act'), cell: (target) => <CheckNow target={target} words={words} /> },
    ]}
  />
);

function Light({ target: { enabled, health }, words }: { target: TargetReply; words: Words }): VNode {
  const tone = !health ? 'plain' : health.ok ? 'ok' : 'stop';
  const word = !health ? 'unchecked' : health.ok ? 'well' : 'ill';
  return (
    <span class="flex flex-col items-start gap-1">
      <span class="flex flex-wrap gap-1">
        <Badge tone={tone}>{words(`cataloguing.sources.${word}`)}</Badge>
        {!enabled && <Badge tone="attention">{words('cataloguing.sources.off')}</Badge>}
      </span>
      {health && (
        <span class="text-muted-foreground tabular text-sm">
          {words('cataloguing.sources.when', { when: words.moment(health.at), ms: health.ms })}
        </span>
      )}
      {health?.message && <span class="text-sm [overflow-wrap:anywhere]">{health.message}</span>}
    </span>
  );
}

const CheckNow = ({ target: { id, name }, words }: { target: TargetReply; words: Words }): VNode => (
  <form method="post" action={`${sourcesPath}/${id}/periksa`}>
    <FormKey form={blankForm()} />
    <button type="submit" class="btn" data-variant="outline" data-size="sm">
      {words('cataloguing.sources.check')}
      <span class="sr-only">: {name}</span>
    </button>
  </form>
);

function Presets({ presets, words }: { presets: readonly z.output<typeof PresetReply>[]; words: Words }): VNode | null {
  if (presets.length === 0) return null;
  return (
    <Panel title={words('cataloguing.sources.presets')}>
      <p class="text-muted-foreground mb-3">{words('cataloguing.sources.presets.hint')}</p>
      <ul class="rows divide-y">
        {presets.map(({ key, name, protocol, address }) => (
          <li class="flex flex-wrap items-center gap-3 py-2">
            <div class="min-w-0 flex-1 basis-56">
              <p class="font-medium">{name}</p>
              <p class="text-muted-foreground font-mono text-sm [overflow-wrap:anywhere]">
                {words(`cataloguing.sources.protocol.${protocol}`)} · {address}
              </p>
            </div>
            <form method="post" action={`${sourcesPath}/umum`}>
              <FormKey form={blankForm()} />
              <input type="hidden" name="preset" value={key} />
              <button type="submit" class="btn" data-variant="outline" data-size="sm">
                {words('cataloguing.sources.add')}
                <span class="sr-only">: {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export async function takePreset(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const preset = (form.get('preset') ?? '') as PresetKey;
  const { done, refused } = await attempt(ctx, form, () => addPreset(ctx, { preset }));
  if (done) return { to: sourcesPath, news: { code: 'cataloguing.sources.added', params: { name: done.name } } };
  return { ...(await page(ctx, refused)), status: 422 };
}

export async function takeCheck(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { name, health } = await checkTarget(ctx, { id: params.id ?? '' });
  const code = health?.ok ? 'cataloguing.sources.checked' : 'cataloguing.sources.failed';
  return { to: sourcesPath, news: { code, params: { name, ms: health?.ms ?? 0, message: health?.message ?? '' } } };
}
