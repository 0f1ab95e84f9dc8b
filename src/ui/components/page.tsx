import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

export type Tone = 'ok' | 'attention' | 'stop' | 'plain';

interface HeadProps {
  title: string;
  /** One line below the title. */
  about?: ComponentChildren;
  actions?: ComponentChildren;
  back?: { href: string; label: string };
}

/** Title of a working screen with what can be done on it. */
export function PageHead({ title, about, actions, back }: HeadProps): VNode {
  return (
    <div class="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div class="min-w-0 flex-1 basis-64">
        {back && (
          <a href={back.href} class="link mb-1 inline-flex items-center gap-1 py-1 text-sm">
            <span aria-hidden="true">←</span> {back.label}
          </a>
        )}
        <h1 class="text-2xl leading-tight font-semibold tracking-tight">{title}</h1>
        {about && <div class="text-muted-foreground mt-1">{about}</div>}
      </div>
      {actions && <div class="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}

export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }): VNode => (
  <span class="badge" data-tone={tone}>
    {children}
  </span>
);

const TONE_ICON = { ok: 'check', attention: 'warning', stop: 'stop', plain: 'log' } as const;
const TONE_LOOK = {
  ok: 'border-ok/30 bg-ok-ground text-ok',
  attention: 'border-attention/30 bg-attention-ground text-attention',
  stop: 'border-stop/40 bg-stop-ground text-stop',
  plain: 'bg-muted',
} as const;

/** Colour, sign and word together: nobody has to tell colours apart. */
export function Notice({ tone, title, children }: { tone: Tone; title: string; children?: ComponentChildren }): VNode {
  return (
    <div class={`rounded-md border px-3 py-2.5 ${TONE_LOOK[tone]}`}>
      <p class="flex items-center gap-2 font-semibold">
        <Icon name={TONE_ICON[tone]} />
        {title}
      </p>
      {children && <div class="text-foreground mt-1 pl-6.5">{children}</div>}
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return (
    <div class="panel flex flex-col items-center gap-2 px-4 py-10 text-center">
      <p class="text-lg font-semibold">{title}</p>
      {children && <div class="text-muted-foreground max-w-prose">{children}</div>}
    </div>
  );
}

export interface Fact {
  label: string;
  value: ComponentChildren;
}

/** Names and values; what has no value is not shown. */
export function Facts({ facts }: { facts: readonly (Fact | null | false | undefined)[] }): VNode {
  const shown = facts.filter(
    (fact): fact is Fact => Boolean(fact) && (fact as Fact).value != null && (fact as Fact).value !== '',
  );
  return (
    <dl class="grid gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(8rem,auto)_1fr]">
      {shown.map(({ label, value }) => (
        <>
          <dt class="text-muted-foreground max-sm:mt-1 max-sm:text-sm">{label}</dt>
          <dd class="min-w-0">{value}</dd>
        </>
      ))}
    </dl>
  );
}

interface PanelProps {
  title?: string;
  id?: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
  /** Rows up to the edge, without padding. */
  flush?: boolean;
}

export function Panel({ title, id, actions, children, flush }: PanelProps): VNode {
  return (
    <section class="panel mb-4 min-w-0" id={id} aria-label={title}>
      {title && (
        <div class="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2.5">
          <h2 class="font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      <div class={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}

interface PagerProps {
  words: Words;
  meta: { page?: number; totalPages?: number; hasNext: boolean; hasPrev: boolean; nextCursor?: string | null };
  /** Address of this list with another page or cursor. */
  href: (change: { page?: number; cursor?: string }) => string;
}

/** Numbered pages where the list counts them, else only onwards. */
export function Pager({ words, meta, href }: PagerProps): VNode | null {
  if (!meta.hasNext && !meta.hasPrev) return null;
  const page = meta.page;
  const next =
    page !== undefined ? href({ page: page + 1 }) : meta.nextCursor ? href({ cursor: meta.nextCursor }) : null;
  return (
    <nav aria-label={words('ui.pages')} class="mt-4 flex flex-wrap items-center justify-between gap-2">
      {meta.hasPrev && page !== undefined ? (
        <a class="btn" data-variant="outline" rel="prev" href={href({ page: page - 1 })}>
          ← {words('ui.prev')}
        </a>
      ) : (
        <span />
      )}
      {page !== undefined && meta.totalPages !== undefined && (
        <span class="text-muted-foreground tabular text-sm">
          {words('ui.page_of', { page, pages: meta.totalPages })}
        </span>
      )}
      {meta.hasNext && next ? (
        <a class="btn" data-variant="outline" rel="next" href={next}>
          {words('ui.next')} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
