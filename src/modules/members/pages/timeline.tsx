import type { VNode } from 'preact';
import { hasMessage } from '../../../kernel/i18n.ts';
import { Panel } from '../../../ui/components/page.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Timeline, TimelineEvent } from '../timeline-views.ts';

interface Props {
  story: Timeline;
  id: string;
  words: Words;
  now: Date;
}

/** What happened to a member, newest first, a line each. */
export function Story({ story, id, words, now }: Props): VNode {
  return (
    <Panel title={words('members.page.story')} id="riwayat" flush>
      {story.events.length === 0 && <p class="text-muted-foreground p-4">{words('members.page.story.none')}</p>}
      <ol class="rows">
        {story.events.map((event) => (
          <Line event={event} words={words} now={now} />
        ))}
      </ol>
      {story.next && (
        <p class="border-t p-3 text-center">
          <a
            class="btn"
            data-variant="outline"
            href={`/staf/anggota/${id}?${new URLSearchParams({ cursor: story.next })}#riwayat`}
          >
            {words('members.page.story.older')}
          </a>
        </p>
      )}
    </Panel>
  );
}

type Look = readonly [icon: string, tone: string];
const PLAIN: Look = ['log', 'text-muted-foreground'];
const LOOKS: readonly (readonly [RegExp, Look])[] = [
  [/^(LOST|DAMAGED)/, ['warning', 'text-stop']],
  [/^LENT/, ['book', 'text-primary']],
  [/^RETURNED/, ['check', 'text-ok']],
  [/^HOLD/, ['hold', 'text-muted-foreground']],
  [/^CHARGED/, ['money', 'text-stop']],
  [/^(PAID|WAIVED|REFUNDED|UNCHARGED)/, ['money', 'text-ok']],
  [/^SUSPENDED/, ['stop', 'text-stop']],
  [/^LIFTED/, ['check', 'text-ok']],
];

const lookOf = (kind: string): Look => LOOKS.find(([pattern]) => pattern.test(kind))?.[1] ?? PLAIN;

function Line({ event, words, now }: { event: TimelineEvent; words: Words; now: Date }): VNode {
  const [icon, tone] = lookOf(event.kind);
  return (
    <li class="flex gap-3 px-4 py-2.5">
      <span class={`mt-0.5 ${tone}`}>
        <Icon name={icon} />
      </span>
      <div class="min-w-0 flex-1">
        <p>
          <strong class="font-semibold">{words(`members.event.${event.kind.replace(/^member\./, '')}`)}</strong>
          {event.amount !== null && <span class="tabular"> · {words.rupiah(event.amount)}</span>}
        </p>
        <About event={event} words={words} />
      </div>
      <p class="text-muted-foreground shrink-0 text-right text-sm max-sm:max-w-28">
        <time class="tabular" dateTime={event.at.toISOString()} title={words.since(event.at, now)}>
          {words.moment(event.at)}
        </time>
        {event.by && <span class="block">{event.by}</span>}
      </p>
    </li>
  );
}

function About({ event, words }: { event: TimelineEvent; words: Words }): VNode | null {
  const { kind, subject, detail, ref } = event;
  if (kind.startsWith('member.'))
    return subject ? <p class="text-muted-foreground">{fieldNames(words, subject)}</p> : null;
  const text = kind === 'PAID' ? words(`fines.method.${subject}`) : subject;
  const isMoney = /^(PAID|WAIVED|REFUNDED|CHARGED|UNCHARGED)/.test(kind);
  const href = ref && (isMoney ? `/staf/denda/${ref}` : `/staf/buku/${ref}`);
  if (!text && !detail) return null;
  return (
    <p class="text-muted-foreground">
      {text &&
        (href ? (
          <a class="link" href={href}>
            {text}
          </a>
        ) : (
          text
        ))}
      {text && detail && ' · '}
      {detail && <span class="tabular">{detail === 'merged' ? words('members.page.merged') : detail}</span>}
    </p>
  );
}

/** Which fields were changed, by the names they have on the form. */
const fieldNames = (words: Words, changed: string): string =>
  changed
    .split(', ')
    .flatMap((field) => (hasMessage(`members.field.${field}`) ? [words(`members.field.${field}`)] : []))
    .join(', ');
