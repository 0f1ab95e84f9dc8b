import type { VNode } from 'preact';
import { FormKey } from '../../../ui/components/field.tsx';
import { Badge, Notice, Panel } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { blankForm } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { Import, Preview, PreviewLine } from '../import.ts';
import { Numbers } from './progress.tsx';

interface PreviewProps {
  row: Import;
  preview: Preview;
  words: Words;
}

const TONE = { create: 'ok', update: 'attention', copies: 'ok', same: 'plain', skip: 'plain' } as const;

/** The first rows as they will be, those that are there already before the others. */
export function PreviewPanel({ row, preview, words }: PreviewProps): VNode {
  const matches = Object.entries(preview.matches);
  return (
    <Panel title={words('imports.page.preview')}>
      <p class="text-muted-foreground mb-3">
        {words(preview.whole ? 'imports.page.preview.whole' : 'imports.page.preview.part', {
          count: words.number(preview.counts.rows),
        })}
      </p>
      <Numbers counts={preview.counts} kind={row.kind} words={words} />
      {matches.length > 0 && (
        <div class="mb-4">
          <Notice tone="attention" title={words('imports.page.matches')}>
            <ul class="list-disc pl-5">
              {matches.map(([rule, count]) => (
                <li>
                  {words.number(count)} × {words(`imports.rule.${rule}`)}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <form method="post" action={`/staf/impor/${row.id}/jalankan`} class="mb-4 flex flex-wrap items-center gap-2">
        <FormKey form={blankForm()} />
        <button type="submit" class="btn" disabled={!row.can.run}>
          {words('imports.page.run')}
        </button>
        <span class="text-muted-foreground text-sm">{words('imports.page.run.hint')}</span>
      </form>
      {preview.lines.length > 0 && (
        <Table
          caption={words('imports.page.preview')}
          columns={columnsOf(row, words)}
          rows={preview.lines}
          keyOf={({ line }) => String(line)}
        />
      )}
      {preview.rejects.length > 0 && (
        <section class="mt-4" aria-label={words('imports.page.rejects')}>
          <h3 class="mb-1 font-semibold">{words('imports.page.rejects')}</h3>
          <ul class="list-disc pl-5">
            {preview.reasons.slice(0, 10).map(({ message, count }) => (
              <li>
                {words.number(count)} × {message}
              </li>
            ))}
          </ul>
          <details class="mt-2">
            <summary class="link cursor-pointer py-1">{words('imports.page.rejects.first')}</summary>
            <ul class="list-disc pl-5">
              {preview.rejects.map(({ line, message }) => (
                <li>{words('imports.page.reject', { line, message })}</li>
              ))}
            </ul>
          </details>
        </section>
      )}
    </Panel>
  );
}

const flagWords = (flags: readonly string[], words: Words): string =>
  [...new Set(flags.map((flag) => flag.split(':')[0]))].map((flag) => words(`catalog.staff.flag.${flag}`)).join(', ');

const columnsOf = (row: Import, words: Words): Column<PreviewLine>[] => [
  { label: words('imports.rejects.line'), number: true, cell: ({ line }) => line },
  {
    label: words(`imports.kind.${row.kind}`),
    head: true,
    cell: ({ name, about, flags }) => (
      <>
        {name}
        <span class="text-muted-foreground block text-sm font-normal">{about}</span>
        {flags.length > 0 && (
          <span class="text-attention block text-sm font-normal">
            {words('imports.page.flags', { flags: flagWords(flags, words) })}
          </span>
        )}
      </>
    ),
  },
  {
    label: words('imports.page.becomes'),
    cell: ({ outcome }) => <Badge tone={TONE[outcome]}>{words(`imports.outcome.${outcome}`)}</Badge>,
  },
  {
    label: words('imports.page.match'),
    cell: ({ match, rule }) =>
      match ? (
        <>
          <a class="link" href={`${row.kind === 'BOOKS' ? '/staf/buku' : '/staf/anggota'}/${match.id}`}>
            {match.name}
          </a>
          {rule && <span class="text-muted-foreground block text-sm">{words(`imports.rule.${rule}`)}</span>}
        </>
      ) : (
        '–'
      ),
  },
];
