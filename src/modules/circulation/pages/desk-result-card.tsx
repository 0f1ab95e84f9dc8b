import type { VNode } from 'preact';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { copyCataloguingPath } from '../../cataloguing/index.ts';
import { StateFields } from './desk.tsx';
import type { DeskResult, DeskState } from './desk-result.ts';

interface Props {
  result: DeskResult;
  state: DeskState;
  words: Words;
}

const LOOK = {
  ok: 'border-ok bg-ok-ground',
  attention: 'border-attention bg-attention-ground',
  stop: 'border-stop bg-stop-ground',
} as const;
const INK = { ok: 'text-ok', attention: 'text-attention', stop: 'text-stop' } as const;
const SIGN = { ok: 'check', attention: 'warning', stop: 'stop' } as const;

/** Colour, sign, word and sound of the last scan, and what can be done about it. */
export function ResultCard({ result, state, words }: Props): VNode {
  return (
    <div class={`rounded-lg border-2 p-4 ${LOOK[result.tone]}`} data-tone={result.tone} data-result>
      <p class={`flex items-center gap-2.5 text-lg font-bold ${INK[result.tone]}`} data-word>
        <Icon name={SIGN[result.tone]} size={24} />
        {result.title}
      </p>
      {result.subject && (
        <p class="mt-1 text-lg font-semibold" data-subject>
          {result.subject}
        </p>
      )}
      {result.act && <p class="mt-1 text-2xl leading-tight font-bold">{result.act}</p>}
      {result.details.length > 0 && (
        <ul class={`mt-2 space-y-0.5 ${result.details.length > 1 ? 'list-disc pl-5' : ''}`}>
          {result.details.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
      <Acts result={result} state={state} words={words} />
      {result.choices && <Choices choices={result.choices} state={state} />}
      {result.quickAdd && <QuickAdd barcode={result.quickAdd} state={state} words={words} />}
    </div>
  );
}

const UNDO_SECONDS = 30;

function Acts({ result, state, words }: Props): VNode | null {
  const { undo, confirm, lend, open, receipt, tone } = result;
  if (!undo && !confirm && !lend && !open && !receipt && tone !== 'stop') return null;
  return (
    <div class="mt-3 flex flex-wrap gap-2">
      {confirm && (
        <DeskForm action={confirm.action} state={state} fields={confirm.fields}>
          <button type="submit" class="btn" data-key="F10">
            {words('circulation.desk.go_on')} <kbd class="kbd">F10</kbd>
          </button>
        </DeskForm>
      )}
      {lend && (
        <DeskForm
          action="/desk"
          state={state}
          fields={[
            ['kode', lend],
            ['maksud', 'pinjam'],
          ]}
        >
          <button type="submit" class="btn" data-key="F10">
            {words('circulation.desk.lend_now')} <kbd class="kbd">F10</kbd>
          </button>
        </DeskForm>
      )}
      {open && (
        <DeskForm action="/desk" state={state} fields={[['kode', open.number]]}>
          <button type="submit" class="btn" data-variant="outline" data-key="F2">
            {words('circulation.desk.open', { name: open.name })} <kbd class="kbd">F2</kbd>
          </button>
        </DeskForm>
      )}
      {undo && (
        <DeskForm action="/desk/urungkan" state={state} fields={[['id', undo]]}>
          <button type="submit" class="btn" data-variant="outline" data-key="F9" data-seconds={UNDO_SECONDS}>
            {words('ui.undo')}{' '}
            <span class="tabular">
              (<span data-left>{UNDO_SECONDS}</span> {words('circulation.desk.seconds')})
            </span>{' '}
            <kbd class="kbd">F9</kbd>
          </button>
        </DeskForm>
      )}
      {receipt && (
        <a class="btn" data-variant="outline" href={receipt} target="_blank" rel="noopener" data-key="F8">
          {words('circulation.desk.receipt')} <kbd class="kbd">F8</kbd>
        </a>
      )}
      {tone === 'stop' && (
        <a class="btn" data-variant="outline" href={stayingHere(state)} data-dismiss>
          {words('circulation.desk.understood')} <kbd class="kbd">Esc</kbd>
        </a>
      )}
    </div>
  );
}

const stayingHere = ({ memberId, returning }: DeskState): string =>
  `/desk?${new URLSearchParams({ ...(memberId ? { anggota: memberId } : {}), ...(returning ? { mode: 'kembali' } : {}) })}`;

interface DeskFormProps {
  action: string;
  state: DeskState;
  fields: readonly (readonly [string, string])[];
  children: VNode;
}

function DeskForm({ action, state, fields, children }: DeskFormProps): VNode {
  return (
    <form method="post" action={action} data-desk data-turbo="false">
      <StateFields memberId={state.memberId} returning={state.returning} />
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** Chosen by its digit, its key or a tap. */
const Choices = ({ choices, state }: { choices: NonNullable<DeskResult['choices']>; state: DeskState }): VNode => (
  <ol class="mt-3 space-y-1.5">
    {choices.map((choice, at) => (
      <li>
        <DeskForm action="/desk" state={state} fields={[['kode', choice.code]]}>
          <button
            type="submit"
            class="bg-card hover:bg-muted flex w-full items-baseline gap-3 rounded-md border px-3 py-2 text-left"
            data-key={`Alt+${at + 1}`}
          >
            <kbd class="kbd">Alt {at + 1}</kbd>
            <span class="min-w-0">
              <span class="block font-semibold">{choice.title}</span>
              <span class="text-muted-foreground text-sm">{choice.about}</span>
            </span>
          </button>
        </DeskForm>
      </li>
    ))}
  </ol>
);

/** A book stands here that the catalogue does not know: the least that is needed to lend it now. */
function QuickAdd({ barcode, state, words }: { barcode: string; state: DeskState; words: Words }): VNode {
  return (
    <details class="mt-3">
      <summary class="btn list-none" data-variant="outline" data-key="F6">
        {words('circulation.desk.quick_add')} <kbd class="kbd">F6</kbd>
      </summary>
      <p class="mt-3">
        <a class="link" href={`${copyCataloguingPath}?q=${encodeURIComponent(barcode)}`} target="_blank" rel="noopener">
          {words('circulation.desk.quick_add.copy')}
        </a>
      </p>
      <form method="post" action="/desk/tambah" data-desk data-turbo="false" class="mt-3 grid gap-3 sm:grid-cols-2">
        <StateFields memberId={state.memberId} returning={state.returning} />
        <input type="hidden" name="barkode" value={barcode} />
        <div class="sm:col-span-2">
          <label class="text-sm font-semibold" for="judul">
            {words('circulation.desk.new_title')}
          </label>
          <input id="judul" name="judul" class="input w-full" required maxLength={500} />
        </div>
        <div>
          <label class="text-sm font-semibold" for="pengarang">
            {words('circulation.desk.new_author')}
          </label>
          <input id="pengarang" name="pengarang" class="input w-full" required maxLength={255} />
        </div>
        <div>
          <label class="text-sm font-semibold" for="kategori">
            {words('circulation.desk.new_category')}
          </label>
          <input id="kategori" name="kategori" class="input w-full" required maxLength={100} />
        </div>
        <button type="submit" class="btn sm:col-span-2">
          {words('circulation.desk.quick_add.save')}
        </button>
      </form>
    </details>
  );
}
