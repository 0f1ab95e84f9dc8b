import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { getLog } from '../views.ts';
import { eventName } from './event-name.ts';
import { logPath } from './log.tsx';

/** One fact whole: who, when, from where, and each field before and after. */
export async function entryPage(ctx: Ctx, { params }: Asked): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const entry = await getLog(ctx, { id: params.id ?? '' });
  const title = eventName(words, entry.event);
  return {
    title,
    body: (
      <>
        <PageHead title={title} about={entry.entityName} back={{ href: logPath, label: words('audit.page.title') }} />
        {entry.erased && <Notice tone="attention" title={words('audit.page.erased')} />}
        {entry.withheld && <Notice tone="attention" title={words('audit.page.withheld')} />}
        <div class="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
          <Panel title={words('audit.page.changes')} flush>
            <Difference before={entry.oldValues} after={entry.newValues} words={words} />
          </Panel>
          <Panel title={words('audit.page.trace')}>
            <Facts
              facts={[
                { label: words('audit.page.when'), value: words.moment(entry.timestamp) },
                {
                  label: words('audit.page.who'),
                  value: entry.adminName || words(`audit.page.actor.${entry.actorKind}`),
                },
                { label: words('audit.page.action'), value: words(`audit.page.action.${entry.action}`) },
                { label: words('audit.page.ip'), value: entry.ipAddress },
                { label: words('audit.page.agent'), value: entry.userAgent },
                {
                  label: words('audit.page.request'),
                  value: entry.requestId && <code class="text-sm">{entry.requestId}</code>,
                },
                { label: words('audit.page.record'), value: <code class="text-sm">{entry.entityId}</code> },
                {
                  label: words('audit.page.sealed'),
                  value:
                    entry.position === null
                      ? words('audit.page.not_sealed')
                      : words('audit.page.position', { position: words.number(entry.position) }),
                },
              ]}
            />
            <p class="mt-3">
              <a
                class="link"
                href={`${logPath}?${new URLSearchParams({ entityType: entry.entityType, entityId: entry.entityId })}`}
              >
                {words('audit.page.same_record')}
              </a>
            </p>
          </Panel>
        </div>
      </>
    ),
  };
}

type Values = Record<string, unknown> | null;
const shown = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value, null, 1);

function Difference({ before, after, words }: { before: Values; after: Values; words: Words }): VNode {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  if (names.length === 0) return <p class="text-muted-foreground p-4">{words('audit.page.no_values')}</p>;
  return (
    <table class="w-full table-fixed text-left">
      <caption class="sr-only">{words('audit.page.changes')}</caption>
      <thead class="text-muted-foreground border-b text-sm">
        <tr>
          <th scope="col" class="px-3 py-2 font-medium">
            {words('audit.page.field')}
          </th>
          <th scope="col" class="px-3 py-2 font-medium">
            {words('audit.page.before')}
          </th>
          <th scope="col" class="px-3 py-2 font-medium">
            {words('audit.page.after')}
          </th>
        </tr>
      </thead>
      <tbody class="rows">
        {names.map((name) => (
          <tr class="border-b last:border-0">
            <th scope="row" class="px-3 py-2 align-top font-mono text-sm font-normal">
              {name}
            </th>
            <td class="text-stop px-3 py-2 align-top whitespace-pre-wrap">
              {before && name in before && <del class="decoration-1">{shown(before[name])}</del>}
            </td>
            <td class="text-ok px-3 py-2 align-top whitespace-pre-wrap">
              {after && name in after && <ins class="no-underline">{shown(after[name])}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
