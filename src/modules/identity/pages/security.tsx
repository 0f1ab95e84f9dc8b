import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors } from '../../../ui/components/field.tsx';
import { Badge, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { readSettings } from '../../settings/index.ts';
import { changePassword } from '../verbs/change-password.ts';
import { endOtherSessions, endSession } from '../verbs/sessions.ts';
import { listSessions, me } from '../views.ts';
import { againError, NewPassword } from './choose-password.tsx';
import { deviceName } from './device.ts';

const PATH = '/akun/keamanan';

export const securityPage = (ctx: Ctx): Promise<Shown> => shown(ctx, blankForm());

export async function takePassword(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const newPassword = form.get('newPassword') ?? '';
  const differ = againError(ctx, form, newPassword);
  if (differ) return { ...(await shown(ctx, differ)), status: 422 };
  const currentPassword = form.get('currentPassword') ?? '';
  const { done, refused, failure } = await attempt(ctx, form, () =>
    changePassword(ctx, { currentPassword, newPassword }),
  );
  if (done)
    return { to: PATH, news: { code: 'identity.page.password.changed', params: { count: done.sessionsEnded } } };
  return { ...(await shown(ctx, refused)), status: refusalStatus(failure) };
}

const ended = (count: number): ScreenAnswer => ({
  to: PATH,
  news: { code: 'identity.page.session.ended', params: { count } },
});

export async function takeEnding(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  return ended((await endSession(ctx, { id: form.get('id') ?? '' })).ended);
}

export const takeEndingOthers = async (ctx: Ctx): Promise<ScreenAnswer> =>
  ended((await endOtherSessions(ctx, {})).ended);

async function shown(ctx: Ctx, form: FormState): Promise<Shown> {
  const { timeZone } = await readSettings(ctx);
  const words = wordsFor(ctx.locale, timeZone);
  const [user, sessions] = await Promise.all([me(ctx, {}), listSessions(ctx, { limit: 50 })]);
  const title = words('identity.page.security');
  return {
    title,
    body: (
      <>
        <PageHead title={title} />
        {user.mustChangePassword && (
          <div class="mb-4">
            <Notice tone="attention" title={words('identity.page.must_change')}>
              {words('identity.page.must_change.why')}
            </Notice>
          </div>
        )}
        <Password form={form} words={words} />
        <Panel title={words('identity.page.totp')} id="autentikator">
          <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
            <p class="min-w-0 flex-1 basis-64">
              {words(user.totpEnabled ? 'identity.page.totp.on' : 'identity.page.totp.off')}
            </p>
            <a class="btn" data-variant="outline" href={`${PATH}/autentikator`}>
              {words(user.totpEnabled ? 'identity.page.totp.manage' : 'identity.page.totp.setup')}
            </a>
          </div>
        </Panel>
        <Sessions sessions={sessions.items} words={words} />
      </>
    ),
  };
}

/** No key for one effect here: it would keep a digest of the passwords. */
function Password({ form, words }: { form: FormState; words: Words }): VNode {
  return (
    <Panel title={words('identity.page.password.change')} id="kata-sandi">
      <FormErrors form={form} words={words} />
      <form method="post" action={`${PATH}/sandi`} class="grid max-w-md gap-4">
        <Field
          form={form}
          name="currentPassword"
          type="password"
          label={words('identity.page.password.now')}
          autocomplete="current-password"
          maxLength={1000}
          required
        />
        <NewPassword form={form} words={words} name="newPassword" />
        <button type="submit" class="btn justify-self-start">
          {words('identity.page.password.change')}
        </button>
      </form>
    </Panel>
  );
}

type Session = Awaited<ReturnType<typeof listSessions>>['items'][number];

function Sessions({ sessions, words }: { sessions: readonly Session[]; words: Words }): VNode {
  const others = sessions.filter((session) => !session.current);
  const endOthers = others.length > 1 && (
    <form method="post" action={`${PATH}/sesi/lain`}>
      <button type="submit" class="btn" data-variant="outline" data-size="sm">
        {words('identity.page.session.end_others')}
      </button>
    </form>
  );
  return (
    <Panel title={words('identity.page.sessions')} actions={endOthers} flush>
      <ul class="rows">
        {sessions.map((session) => {
          const device = deviceName(words, session);
          return (
            <li class="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
              <div class="min-w-0 flex-1 basis-56">
                <p class="flex flex-wrap items-center gap-2 font-medium">
                  {device}
                  {session.current && <Badge tone="ok">{words('identity.page.session.here')}</Badge>}
                  {session.deskDevice && <Badge>{words('identity.page.session.desk')}</Badge>}
                </p>
                <p class="text-muted-foreground text-sm">
                  {session.ip && <span class="tabular font-mono">{session.ip} · </span>}
                  {words('identity.page.session.seen', { moment: words.moment(session.lastSeenAt) })}
                </p>
              </div>
              {!session.current && (
                <form method="post" action={`${PATH}/sesi/akhiri`}>
                  <input type="hidden" name="id" value={session.id} />
                  <button
                    type="submit"
                    class="btn"
                    data-variant="outline"
                    data-size="sm"
                    aria-label={words('identity.page.session.end_of', { device })}
                  >
                    {words('identity.page.session.end')}
                  </button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
