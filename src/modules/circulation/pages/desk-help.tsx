import type { VNode } from 'preact';
import type { Words } from '../../../ui/words.ts';

const KEYS = [
  ['Enter', 'circulation.desk.key.enter'],
  ['Esc', 'circulation.desk.key.esc'],
  ['F2', 'circulation.desk.key.f2'],
  ['F3', 'circulation.desk.key.f3'],
  ['F6', 'circulation.desk.key.f6'],
  ['F7', 'circulation.desk.key.f7'],
  ['F8', 'circulation.desk.key.f8'],
  ['F9', 'circulation.desk.key.f9'],
  ['F10', 'circulation.desk.key.f10'],
  ['Alt 1 … 9', 'circulation.desk.key.choose'],
  ['?', 'circulation.desk.key.help'],
] as const;

/** Every key of the desk; opened with ? and closed with Esc. Without scripts it lies open below the desk. */
export const DeskHelp = ({ words }: { words: Words }): VNode => (
  <details class="panel min-w-0 flex-1 p-4" data-help>
    <summary class="font-semibold">
      {words('circulation.desk.help')} <kbd class="kbd">?</kbd>
    </summary>
    <dl class="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
      {KEYS.map(([key, code]) => (
        <>
          <dt>
            <kbd class="kbd">{key}</kbd>
          </dt>
          <dd>{words(code)}</dd>
        </>
      ))}
      <dt class="font-mono text-sm">/kembali</dt>
      <dd>{words('circulation.desk.key.f3')}</dd>
      <dt class="font-mono text-sm">/selesai</dt>
      <dd>{words('circulation.desk.key.next')}</dd>
    </dl>
  </details>
);
