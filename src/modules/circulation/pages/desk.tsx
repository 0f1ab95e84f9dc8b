import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Failure } from '../../../kernel/errors.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { CameraButton, CameraView } from '../../../ui/components/camera.tsx';
import { blankForm } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { type AtDesk, memberAtDesk } from '../desk-views.ts';
import { DeskHelp } from './desk-help.tsx';
import { Loans } from './desk-loans.tsx';
import { MemberPanel } from './desk-member.tsx';
import { type DeskState, stateIn } from './desk-result.ts';
import { ResultCard } from './desk-result-card.tsx';
import { deskWords } from './scan.ts';

/** The desk as it stands: who is here, what the last scan did, and the one box. */
export const deskPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => desk(ctx, { ...stateIn(query), result: null });

export async function desk(ctx: Ctx, asked: DeskState): Promise<Shown> {
  const words = await deskWords(ctx);
  const member = asked.memberId ? await whoStandsHere(ctx, asked.memberId) : null;
  const state = { ...asked, memberId: member?.memberId ?? null };
  return {
    title: words('circulation.desk.title'),
    status: state.result?.tone === 'stop' ? 409 : 200,
    body: (
      <desk-box
        data-waiting={words('circulation.desk.queue.waiting')}
        data-away={words('circulation.desk.queue.away')}
        data-held={words('circulation.desk.queue.held')}
        data-person={words('circulation.desk.person')}
        data-failed={words('circulation.desk.queue.failed')}
      >
        <CameraView box="kode" words={words} pile />
        <div id="desk">
          <h1 class="sr-only">{words('circulation.desk.title')}</h1>
          <ScanForm state={state} words={words} />
          <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
            <div class="grid min-w-0 gap-4">
              <div class="empty:hidden" role="status" aria-live="polite" aria-atomic="true">
                {state.result ? (
                  <ResultCard result={state.result} state={state} words={words} />
                ) : (
                  !member && (
                    <Waiting
                      returning={state.returning}
                      words={words}
                      mayReturn={holds(ctx.actor, 'borrowing:return')}
                    />
                  )
                )}
              </div>
              {member && <Loans member={member} words={words} ctx={ctx} />}
            </div>
            {member && <MemberPanel member={member} words={words} ctx={ctx} />}
          </div>
        </div>
        <section class="panel mt-4" data-history hidden aria-label={words('circulation.desk.history')}>
          <div class="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
            <h2 class="font-semibold">{words('circulation.desk.history')}</h2>
            <p class="text-muted-foreground text-sm">{words('circulation.desk.history.kept')}</p>
          </div>
          <ol class="rows text-sm" />
        </section>
        <div class="mt-4 flex flex-wrap items-start justify-between gap-3">
          <DeskHelp words={words} />
          <button
            type="button"
            class="btn"
            data-variant="ghost"
            data-sound
            data-on={words('circulation.desk.sound.on')}
            data-off={words('circulation.desk.sound.off')}
            hidden
          />
        </div>
      </desk-box>
    ),
  };
}

/** A card that was deleted or merged since it was scanned leaves an empty desk, not a lost one. */
async function whoStandsHere(ctx: Ctx, id: string): Promise<AtDesk | null> {
  try {
    return await memberAtDesk(ctx, { id });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'NOT_FOUND') return null;
    throw error;
  }
}

function ScanForm({ state, words }: { state: DeskState; words: Words }): VNode {
  const label = state.returning ? '.return' : state.memberId ? '.copy' : '';
  return (
    <form method="post" action="/desk" data-scan data-turbo="false" class="mb-4">
      <StateFields memberId={state.memberId} returning={state.returning} />
      <label for="kode" class="mb-1 block text-sm font-semibold">
        {words(`circulation.desk.box${label}`)}
      </label>
      <div class="flex flex-wrap gap-2">
        <div class="relative min-w-0 flex-1 basis-52">
          <input
            id="kode"
            name="kode"
            class="input h-12! w-full pr-12! font-mono text-lg!"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            autofocus
            maxLength={200}
            required
            enterkeyhint="go"
          />
          <CameraButton box="kode" words={words} />
        </div>
        <button type="submit" class="btn h-12!" data-size="lg">
          {words('circulation.desk.go')}
        </button>
        {(state.memberId || state.returning) && (
          <a href="/desk" class="btn h-12!" data-size="lg" data-variant="outline" data-command="/selesai">
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

interface WaitingProps {
  returning: boolean;
  words: Words;
  mayReturn: boolean;
}

const Waiting = ({ returning, words, mayReturn }: WaitingProps): VNode => (
  <div class="panel text-muted-foreground px-4 py-14 text-center">
    <p class="text-foreground text-xl font-semibold">
      {words(returning ? 'circulation.desk.waiting.return' : 'circulation.desk.waiting')}
    </p>
    <p class="mx-auto mt-2 max-w-prose">
      {words(returning ? 'circulation.desk.returning.hint' : 'circulation.desk.waiting.hint')}
    </p>
    <p class="mt-5 flex flex-wrap justify-center gap-2">
      {!returning && mayReturn && (
        <a class="btn" data-variant="outline" href="/desk?mode=kembali" data-key="F3" data-command="/kembali">
          {words('circulation.desk.only_return')} <kbd class="kbd">F3</kbd>
        </a>
      )}
      {mayReturn && (
        <a class="btn" data-variant="outline" href="/desk/kelas">
          {words('circulation.desk.class')}
        </a>
      )}
    </p>
  </div>
);
