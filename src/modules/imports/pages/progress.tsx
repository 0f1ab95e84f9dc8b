import type { ComponentChildren, VNode } from 'preact';
import { FormKey } from '../../../ui/components/field.tsx';
import { Notice, Panel } from '../../../ui/components/page.tsx';
import { blankForm } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { type Counted, type Counts, type Import, isTable, type Kind } from '../import.ts';

interface RowProps {
  row: Import;
  words: Words;
}

const SHOWN: Readonly<Record<Kind, readonly Counted[]>> = {
  BOOKS: ['rows', 'created', 'updated', 'copies', 'unchanged', 'skipped', 'flagged', 'failed'],
  MEMBERS: ['rows', 'created', 'updated', 'unchanged', 'skipped', 'photos', 'failed'],
};
const ALWAYS: readonly Counted[] = ['rows', 'created', 'failed'];

/** What came of the rows so far; what is nought and says nothing is left out. */
export const Numbers = ({ counts, kind, words }: { counts: Counts; kind: Kind; words: Words }): VNode => (
  <dl class="mb-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
    {SHOWN[kind]
      .filter((name) => counts[name] > 0 || ALWAYS.includes(name))
      .map((name) => (
        <div>
          <dt class="text-muted-foreground text-sm">{words(`imports.count.${name}`)}</dt>
          <dd class="tabular text-xl font-semibold">{words.number(counts[name])}</dd>
        </div>
      ))}
  </dl>
);

const Act = ({
  row,
  path,
  children,
  look = 'outline',
}: {
  row: Import;
  path: string;
  children: ComponentChildren;
  look?: string;
}): VNode => (
  <form method="post" action={`/staf/impor/${row.id}/${path}`}>
    <FormKey form={blankForm()} />
    <button type="submit" class="btn" data-variant={look}>
      {children}
    </button>
  </form>
);

/** How far it is, and what can be done about it. Renews itself; without a script by loading the page again. */
export function Progress({ row, words }: RowProps): VNode {
  const isWorking = row.state === 'RUNNING' || row.state === 'UNDOING';
  const percent = Math.round(row.progress * 100);
  return (
    <Panel title={words(`imports.state.${row.state}`)}>
      {row.state !== 'UNDONE' && (
        <div class="mb-4 flex items-center gap-3">
          <progress class="progress-bar flex-1" max={100} value={percent} aria-label={words('imports.page.progress')}>
            {percent}%
          </progress>
          <span class="tabular text-sm">{percent}%</span>
        </div>
      )}
      <div aria-live="polite">
        <Numbers counts={row.counts} kind={row.kind} words={words} />
      </div>
      <div class="flex flex-wrap gap-2">
        {row.can.pause && (
          <Act row={row} path="jeda">
            {words('imports.page.pause')}
          </Act>
        )}
        {row.can.resume && (
          <Act row={row} path="lanjutkan" look="primary">
            {words('imports.page.resume')}
          </Act>
        )}
        {row.can.cancel && (
          <Act row={row} path="batalkan" look="ghost">
            {words('imports.page.cancel')}
          </Act>
        )}
        {isWorking && (
          <noscript>
            <a class="btn" data-variant="outline" href={`/staf/impor/${row.id}`}>
              {words('imports.page.refresh')}
            </a>
          </noscript>
        )}
      </div>
    </Panel>
  );
}

/** Rejected rows, the way back, and what that left. */
export function Result({ row, words }: RowProps): VNode {
  return (
    <>
      {row.counts.failed > 0 && (
        <Panel title={words('imports.page.rejects')}>
          <p class="mb-3">{words('imports.page.rejects.about', { count: words.number(row.counts.failed) })}</p>
          <div class="flex flex-wrap gap-2">
            <a class="btn" data-variant="outline" href={`/staf/impor/${row.id}/ditolak/unduh`} data-turbo="false">
              {words('imports.page.rejects.csv')}
            </a>
            {!isTable(row.format) && (
              <a
                class="btn"
                data-variant="outline"
                href={`/staf/impor/${row.id}/ditolak/unduh?bentuk=asli`}
                data-turbo="false"
              >
                {words('imports.page.rejects.raw')}
              </a>
            )}
          </div>
        </Panel>
      )}
      {row.can.undo && (
        <Panel title={words('imports.page.undo')}>
          <p class="mb-3">{words(`imports.page.undo.about.${row.kind}`)}</p>
          <Act row={row} path="urungkan" look="destructive">
            {words('imports.page.undo.now')}
          </Act>
        </Panel>
      )}
      {row.undone && <UndoneNotice row={row} words={words} />}
    </>
  );
}

function UndoneNotice({ row, words }: RowProps): VNode | null {
  if (!row.undone) return null;
  const { removed, copies, restored, stayed, told } = row.undone;
  const place = row.kind === 'BOOKS' ? '/staf/buku' : '/staf/anggota';
  return (
    <div class="mb-4">
      <Notice tone={stayed > 0 ? 'attention' : 'ok'} title={words(`imports.state.${row.state}`)}>
        <p>{words(`imports.page.undone.${row.kind}`, { removed, copies, restored, stayed })}</p>
        {told.length > 0 && (
          <ul class="mt-1 list-disc pl-5">
            {told.slice(0, 50).map(({ id, title, reason }) => (
              <li>
                <a class="link" href={`${place}/${id}`}>
                  {title}
                </a>{' '}
                {words(reason)}
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
