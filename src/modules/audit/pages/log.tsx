import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { ACTION_TYPES } from '../../../kernel/facts.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Field, SelectField } from '../../../ui/components/field.tsx';
import { Empty, PageHead, Pager, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { keptForm } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import type { LogEntry } from '../entry.ts';
import { exportLogs } from '../verbs/export-logs.ts';
import { listLogs } from '../views.ts';
import { eventName } from './event-name.ts';

export const logPath = '/staf/aktivitas';
const FILTERS = ['action', 'entityType', 'entityId', 'from', 'to', 'q'] as const;

const filtersIn = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    FILTERS.flatMap((name) => (query.get(name)?.trim() ? [[name, query.get(name)?.trim() ?? '']] : [])),
  );

/** Who did what, newest first; each line opens on what changed. */
export async function logPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const filters = filtersIn(query);
  const cursor = query.get('cursor');
  const logs = await listLogs(ctx, { ...filters, limit: 50, ...(cursor ? { cursor } : {}) });
  const address = (change: Record<string, string | number>): string =>
    `?${new URLSearchParams({ ...filters, ...Object.fromEntries(Object.entries(change).map(([k, v]) => [k, String(v)])) })}`;
  return {
    title: words('audit.page.title'),
    body: (
      <>
        <PageHead
          title={words('audit.page.title')}
          about={words('audit.page.about')}
          actions={
            holds(ctx.actor, 'logs:export') &&
            ['csv', 'xlsx'].map((format) => (
              <a class="btn" data-variant="outline" href={`${logPath}/unduh${address({ format })}`} data-turbo="false">
                {format.toUpperCase()}
              </a>
            ))
          }
        />
        <Filters query={query} words={words} />
        {logs.items.length === 0 ? (
          <Empty title={words('audit.page.none')} />
        ) : (
          <Panel flush>
            <Entries entries={logs.items} words={words} />
          </Panel>
        )}
        <Pager
          words={words}
          meta={{ hasNext: logs.meta.hasNext, hasPrev: false, nextCursor: logs.meta.nextCursor ?? null }}
          href={address}
        />
      </>
    ),
  };
}

function Filters({ query, words }: { query: URLSearchParams; words: Words }): VNode {
  const form = keptForm(query);
  const actions = ACTION_TYPES.map((value) => ({ value, label: words(`audit.page.action.${value}`) }));
  return (
    <form method="get" action={logPath} class="panel mb-4 grid items-end gap-3 p-4 sm:grid-cols-2 lg:grid-cols-5">
      <SelectField
        form={form}
        name="action"
        label={words('audit.page.action')}
        options={actions}
        empty={words('ui.all')}
      />
      <Field form={form} name="q" label={words('audit.page.name')} maxLength={100} />
      <Field form={form} name="from" type="date" label={words('audit.page.from')} />
      <Field form={form} name="to" type="date" label={words('audit.page.to')} />
      <button type="submit" class="btn" data-variant="outline">
        {words('ui.filter')}
      </button>
    </form>
  );
}

function Entries({ entries, words }: { entries: readonly LogEntry[]; words: Words }): VNode {
  return (
    <Table
      caption={words('audit.page.title')}
      rows={entries}
      columns={[
        {
          label: words('audit.page.when'),
          cell: (entry) => <span class="tabular whitespace-nowrap">{words.moment(entry.timestamp)}</span>,
        },
        {
          label: words('audit.page.who'),
          cell: (entry) => entry.adminName || words(`audit.page.actor.${entry.actorKind}`),
        },
        {
          label: words('audit.page.what'),
          head: true,
          cell: (entry) => (
            <a class="link" href={`${logPath}/${entry.id}`}>
              {eventName(words, entry.event)}
            </a>
          ),
        },
        {
          label: words('audit.page.about_what'),
          cell: (entry) => entry.entityName || <span class="font-mono text-sm">{entry.entityId.slice(0, 13)}</span>,
        },
        {
          label: words('audit.page.fields'),
          cell: (entry) => <span class="text-muted-foreground text-sm">{entry.details}</span>,
          wide: true,
        },
      ]}
    />
  );
}

export const downloadLog = (ctx: Ctx, { query }: Asked): Promise<FileReply> =>
  exportLogs(ctx, { ...filtersIn(query), format: (query.get('format') ?? 'csv') as 'csv' });
