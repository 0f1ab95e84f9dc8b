import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { blankForm } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { type AtDesk, memberAtDesk } from '../desk-views.ts';
import { DeskHelp } from './desk-help.tsx';
import { MemberPanel } from './desk-member.tsx';
import type { DeskResult, DeskState } from './desk-result.ts';
import { ResultCard } from './desk-result-card.tsx';
import { deskWords } from './scan.ts';

/** The desk as it stands: who is here, what the last scan did, and the one box. */
export async function deskPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const memberId = query.get('anggota');
  const isId = memberId !== null && /^[0-9a-f-]{36}$/i.test(memberId);
  return desk(ctx, { memberId: isId ? memberId : null, returning: query.get('mode') === 'kembali', result: null });
}

export async function desk(ctx: Ctx, state: DeskState): Promise<Shown> {
  const words = await deskWords(ctx);
  const member = state.memberId ? await memberAtDesk(ctx, { id: state.memberId }) : null;
  return {
    title: words('circulation.desk.title'),
    status: state.result?.tone === 'stop' ? 409 : 200,
    body: (
      <desk-box>
        <div id="desk">
          <h1 class="sr-only">{words('circulation.desk.title')}</h1>
          <ScanForm state={state} words={words} />
          <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
            <div class="min-w-0" role="status" aria-live="polite">
              {state.result ? (
                <ResultCard result={state.result} state={state} words={words} />
              ) : (
                !member && <Waiting returning={state.returning} words={words} />
              )}
              {member && <Loans member={member} words={words} ctx={ctx} />}
            </div>
            {member && <MemberPanel member={member} words={words} ctx={ctx} />}
          </div>
        </div>
        <DeskHelp words={words} />
      </desk-box>
    ),
  };
}

function ScanForm({ state, words }: { state: DeskState; words: Words }): VNode {
  return (
    <form method="post" action="/desk" data-scan data-turbo="false" class="mb-4">
      <StateFields memberId={state.memberId} returning={state.returning} />
      <label for="kode" class="mb-1 block text-sm font-semibold">
        {words(
          state.returning
            ? 'circulation.desk.box.return'
            : state.memberId
              ? 'circulation.desk.box.copy'
              : 'circulation.desk.box',
        )}
      </label>
      <div class="flex gap-2">
        <input
          id="kode"
          name="kode"
          class="input h-12! w-full font-mono text-lg!"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          autofocus
          maxLength={200}
          required
          enterkeyhint="go"
        />
        <button type="submit" class="btn h-12!" data-size="lg">
          {words('circulation.desk.go')}
        </button>
        {(state.memberId || state.returning) && (
          <a href="/desk" class="btn h-12!" data-size="lg" data-variant="outline" data-key="Escape">
            {words('circulation.desk.next')}
            <kbd class="kbd max-sm:hidden">Esc</kbd>
          </a>
        )}
      </div>
      <p class="text-muted-foreground mt-1.5 text-sm max-sm:hidden">{words('circulation.desk.keys')}</p>
    </form>
  );
}

/** What every form of the desk carries: who stands here, and its own key. */
export function StateFields({ memberId, returning }: { memberId: string | null; returning: boolean }): VNode {
  return (
    <>
      <input type="hidden" name="_key" value={blankForm().key} />
      {memberId && <input type="hidden" name="anggota" value={memberId} />}
      {returning && <input type="hidden" name="mode" value="kembali" />}
    </>
  );
}

const Waiting = ({ returning, words }: { returning: boolean; words: Words }): VNode => (
  <div class="panel text-muted-foreground px-4 py-14 text-center">
    <p class="text-foreground text-xl font-semibold">
      {words(returning ? 'circulation.desk.waiting.return' : 'circulation.desk.waiting')}
    </p>
    <p class="mx-auto mt-2 max-w-prose">{words('circulation.desk.waiting.hint')}</p>
    <p class="mt-5 flex flex-wrap justify-center gap-2">
      {!returning && (
        <a class="btn" data-variant="outline" href="/desk?mode=kembali" data-key="F3">
          {words('circulation.desk.only_return')} <kbd class="kbd">F3</kbd>
        </a>
      )}
      <a class="btn" data-variant="outline" href="/desk/kelas">
        {words('circulation.desk.class')}
      </a>
    </p>
  </div>
);

function Loans({ member, words, ctx }: { member: AtDesk; words: Words; ctx: Ctx }): VNode {
  if (member.loans.length === 0)
    return <p class="panel text-muted-foreground mt-4 px-4 py-6 text-center">{words('circulation.desk.no_loans')}</p>;
  return (
    <section class="panel mt-4" aria-label={words('circulation.desk.loans')}>
      <div class="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
        <h2 class="font-semibold">{words('circulation.desk.loans')}</h2>
        <a
          class="btn"
          data-size="sm"
          data-variant="outline"
          href={`/desk/slip?anggota=${member.memberId}`}
          target="_blank"
          rel="noopener"
          data-key="F8"
        >
          {words('circulation.desk.slip')} <kbd class="kbd">F8</kbd>
        </a>
      </div>
      <ul class="rows">
        {member.loans.map((loan) => (
          <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <div class="min-w-0 flex-1 basis-52">
              <p class="font-medium">{loan.title}</p>
              <p class="text-muted-foreground font-mono text-sm">{loan.barcode}</p>
            </div>
            <p class={`tabular ${loan.status === 'OVERDUE' ? 'text-stop font-semibold' : ''}`}>
              {words(loan.status === 'OVERDUE' ? 'circulation.desk.overdue_since' : 'circulation.desk.due', {
                date: words.date(loan.dueDate),
              })}
              {loan.accruedFine > 0 && <> · {words.rupiah(loan.accruedFine)}</>}
            </p>
            <form method="post" action="/desk/perpanjang" data-desk data-turbo="false">
              <StateFields memberId={member.memberId} returning={false} />
              <input type="hidden" name="id" value={loan.id} />
              <button
                type="submit"
                class="btn"
                data-size="sm"
                data-variant="outline"
                disabled={!loan.can.renew}
                title={loan.why.renew && words(loan.why.renew)}
              >
                {words('circulation.desk.renew')}
              </button>
            </form>
            {!loan.can.renew && loan.why.renew && ctx && (
              <p class="text-muted-foreground basis-full text-sm">{words(loan.why.renew)}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export const stateIn = (form: URLSearchParams): Omit<DeskState, 'result'> => ({
  memberId: form.get('anggota') || null,
  returning: form.get('mode') === 'kembali',
});

export const withResult = (form: URLSearchParams, result: DeskResult): DeskState => ({ ...stateIn(form), result });
