import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Shown } from '../../../kernel/http/screen.ts';
import { hasMessage } from '../../../kernel/i18n.ts';
import { VERSION } from '../../../lib/version.ts';
import { Badge, Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { type PartState, type SystemHealth, systemHealth } from '../health-views.ts';

const GIGA = 1024 ** 3;
const MEGA = 1024 ** 2;
const size = (words: Words, bytes: number): string =>
  bytes >= GIGA
    ? `${words.number(Math.round((bytes / GIGA) * 10) / 10)} GB`
    : `${words.number(Math.round(bytes / MEGA))} MB`;

/** Is it well, is it safe, is there room: in that order. */
export async function healthPage(ctx: Ctx): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const health = await systemHealth(ctx, {});
  const sick = health.parts.filter((part) => !part.ok);
  return {
    title: words('operations.page.health'),
    body: (
      <>
        <PageHead title={words('operations.page.health')} />
        <div class="mb-4">
          {sick.length === 0 ? (
            <Notice tone="ok" title={words('operations.page.well')} />
          ) : (
            <Notice tone="stop" title={words('operations.page.unwell')}>
              {sick.map((part) => nameOf(words, part.name)).join(', ')}
            </Notice>
          )}
        </div>
        <div class="grid items-start gap-4 lg:grid-cols-2">
          <Backup health={health} words={words} />
          <Machine health={health} words={words} />
        </div>
        <Panel title={words('operations.page.parts')} flush>
          <ul class="rows">
            {health.parts.map((part) => (
              <Part part={part} words={words} />
            ))}
          </ul>
        </Panel>
      </>
    ),
  };
}

const nameOf = (words: Words, name: string): string =>
  hasMessage(`operations.part.${name}`) ? words(`operations.part.${name}`) : name;

function Part({ part, words }: { part: PartState; words: Words }): VNode {
  const details = Object.entries(part.details).filter(([, value]) => value !== null && value !== undefined);
  return (
    <li class="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2">
      <span class="w-40 font-medium">{nameOf(words, part.name)}</span>
      <Badge tone={part.ok ? 'ok' : 'stop'}>
        {words(part.ok ? 'operations.page.fine' : 'operations.page.failing')}
      </Badge>
      <span class="text-muted-foreground min-w-0 text-sm">
        {details
          .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
          .join(' · ')}
      </span>
    </li>
  );
}

function Backup({ health, words }: { health: SystemHealth; words: Words }): VNode {
  const { backup } = health;
  if (!backup) return <Panel title={words('operations.page.backup')}>{words('operations.page.backup.external')}</Panel>;
  return (
    <Panel title={words('operations.page.backup')}>
      <div class="grid gap-2">
        {!backup.fresh && <Notice tone="stop" title={words('operations.page.backup.old')} />}
        {!health.nightly && <Notice tone="attention" title={words('operations.page.backup.off')} />}
        {backup.second === 'none' && <Notice tone="attention" title={words('operations.page.backup.no_second')} />}
      </div>
      <div class="mt-3">
        <Facts
          facts={[
            {
              label: words('operations.page.backup.last'),
              value: backup.lastBackup ? words.moment(backup.lastBackup) : words('operations.page.backup.never'),
            },
            { label: words('operations.page.backup.kept'), value: words.number(backup.kept) },
            {
              label: words('operations.page.backup.size'),
              value: backup.bytes === null ? null : size(words, backup.bytes),
            },
            { label: words('operations.page.backup.archived'), value: size(words, backup.archivedBytes) },
            {
              label: words('operations.page.backup.second'),
              value: words(`operations.second.${backup.second.replaceAll(' ', '_')}`),
            },
          ]}
        />
      </div>
      <p class="text-muted-foreground mt-3 text-sm">
        {words('operations.page.backup.restore')} <code>bin/pustaka restore</code>
      </p>
    </Panel>
  );
}

function Machine({ health, words }: { health: SystemHealth; words: Words }): VNode {
  const hours = Math.floor(health.uptimeSeconds / 3600);
  return (
    <Panel title={words('operations.page.machine')}>
      <Facts
        facts={[
          { label: words('operations.page.version'), value: VERSION },
          {
            label: words('operations.page.uptime'),
            value: words('operations.page.hours', { hours, minutes: Math.floor((health.uptimeSeconds % 3600) / 60) }),
          },
          { label: words('operations.page.memory'), value: size(words, health.memoryBytes) },
          { label: words('operations.page.free'), value: size(words, health.freeBytes) },
          {
            label: words('operations.page.database'),
            value: `PostgreSQL ${health.database?.version ?? '–'}${health.embedded ? ` (${words('operations.page.embedded')})` : ''}`,
          },
          {
            label: words('operations.page.database.size'),
            value: health.database && size(words, health.database.bytes),
          },
          { label: words('operations.page.connections'), value: health.database?.connections },
        ]}
      />
    </Panel>
  );
}
