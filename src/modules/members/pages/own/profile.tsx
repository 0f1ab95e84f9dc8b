import type { VNode } from 'preact';
import type { Ctx } from '../../../../kernel/context.ts';
import type { FileReply } from '../../../../kernel/http/route.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../../kernel/http/screen.ts';
import { type Bars, code128 } from '../../../../lib/labels/barcode.ts';
import { CheckField, Field, FormErrors, FormKey, TextField } from '../../../../ui/components/field.tsx';
import { Facts, PageHead, Panel } from '../../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../../ui/form.ts';
import { type Words, wordsFor } from '../../../../ui/words.ts';
import { readSettings } from '../../../settings/index.ts';
import type { MemberReply } from '../../member.ts';
import { cardOf, chooseConsent, ownMember, updateOwnContact } from '../../own.ts';
import { exportPerson } from '../../verbs/export-person.ts';
import { Barcode } from './barcode.tsx';

const PATH = '/akun/profil';
const saved = { to: PATH, news: { code: 'members.own.saved' } } as const;

export const profilePage = (ctx: Ctx): Promise<Shown> => shown(ctx);

export async function takeContact(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  // Passwords leave no digest among the kept keys.
  const once = form.get('currentPassword') ? { ...ctx, request: { ...ctx.request, idempotencyKey: undefined } } : ctx;
  const { done, refused, failure } = await attempt(ctx, form, () =>
    updateOwnContact(once, {
      email: form.get('email') ?? undefined,
      phone: form.get('phone') ?? undefined,
      address: form.get('address') ?? undefined,
      currentPassword: form.get('currentPassword') || undefined,
    }),
  );
  return done ? saved : { ...(await shown(ctx, refused)), status: refusalStatus(failure) };
}

export async function takeConsent(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  await chooseConsent(ctx, {
    history: form.get('history') === 'true',
    publicName: form.get('publicName') === 'true',
  });
  return { ...saved, to: `${PATH}#privasi` };
}

export const takeData = (ctx: Ctx): Promise<FileReply> => exportPerson(ctx, { id: cardOf(ctx) });

async function shown(ctx: Ctx, refused?: FormState): Promise<Shown> {
  const member = await ownMember(ctx, {});
  const { timeZone } = await readSettings(ctx);
  const words = wordsFor(ctx.locale, timeZone);
  const { email, phone, address } = member;
  const title = words('members.own.title');
  return {
    title,
    body: (
      <>
        <PageHead title={title} />
        <Card member={member} bars={await code128(member.memberId)} words={words} />
        <Contact form={refused ?? blankForm({ email, phone, address })} version={member.version} words={words} />
        <Privacy member={member} words={words} />
        <Language words={words} />
        <Panel title={words('members.own.data')}>
          <p class="mb-3 max-w-prose">{words('members.own.data.hint')}</p>
          <form method="post" action="/akun/data" data-turbo="false">
            <button type="submit" class="btn" data-variant="outline">
              {words('members.own.data.get')}
            </button>
          </form>
        </Panel>
      </>
    ),
  };
}

function Card({ member, bars, words }: { member: MemberReply; bars: Bars; words: Words }): VNode {
  return (
    <Panel title={words('members.own.card')}>
      <div class="flex flex-wrap gap-x-8 gap-y-4">
        <div class="min-w-0 flex-1 basis-64">
          <p class="mb-2 font-serif text-2xl font-semibold">{member.name}</p>
          <Facts
            facts={[
              { label: words('members.own.number'), value: <span class="font-mono">{member.memberId}</span> },
              { label: words('members.own.type'), value: member.memberType.name },
              { label: words('members.own.class'), value: member.className },
              { label: words('members.own.branch'), value: member.branch.name },
              { label: words('members.own.joined'), value: words.date(member.joinDate) },
              {
                label: words('members.own.expires'),
                value: member.expiryDate ? words.date(member.expiryDate) : words('members.own.never'),
              },
            ]}
          />
        </div>
        <div class="w-full max-w-80">
          <Barcode
            bars={bars}
            label={words('members.own.barcode', { number: member.memberId })}
            text={member.memberId}
          />
          <p class="text-muted-foreground mt-2 text-sm">{words('members.own.card.hint')}</p>
        </div>
      </div>
    </Panel>
  );
}

function Contact({ form, version, words }: { form: FormState; version: number; words: Words }): VNode {
  return (
    <Panel title={words('members.own.contact')} id="kontak">
      <FormErrors form={form} words={words} />
      <form method="post" action={PATH} class="grid max-w-md gap-4">
        <FormKey form={form} version={version} />
        <Field
          form={form}
          name="email"
          type="email"
          label={words('members.own.email')}
          hint={words('members.own.email.hint')}
          autocomplete="email"
          maxLength={254}
        />
        <Field
          form={form}
          name="phone"
          type="tel"
          label={words('members.own.phone')}
          autocomplete="tel"
          maxLength={50}
        />
        <TextField form={form} name="address" label={words('members.own.address')} rows={3} maxLength={1000} />
        <Field
          form={form}
          name="currentPassword"
          type="password"
          label={words('members.own.password')}
          hint={words('members.own.password.hint')}
          autocomplete="current-password"
        />
        <button type="submit" class="btn justify-self-start">
          {words('ui.save')}
        </button>
      </form>
    </Panel>
  );
}

function Privacy({ member: { consent }, words }: { member: MemberReply; words: Words }): VNode {
  const form = blankForm({
    history: consent.history ? 'true' : null,
    publicName: consent.publicName ? 'true' : null,
  });
  return (
    <Panel title={words('members.own.privacy')} id="privasi">
      <form method="post" action={`${PATH}/privasi`} class="grid gap-3">
        <FormKey form={form} />
        {(['history', 'publicName'] as const).map((name) => (
          <CheckField
            form={form}
            name={name}
            label={words(`members.own.${name}`)}
            hint={words(`members.own.${name}.hint`)}
          />
        ))}
        <button type="submit" class="btn justify-self-start">
          {words('ui.save')}
        </button>
      </form>
    </Panel>
  );
}

const Language = ({ words }: { words: Words }): VNode => (
  <Panel title={words('members.own.language')}>
    <form method="post" action="/bahasa" class="flex flex-wrap items-center gap-3">
      <input type="hidden" name="ke" value={PATH} />
      <label for="locale" class="text-muted-foreground">
        {words('members.own.language.hint')}
      </label>
      <select id="locale" name="locale" class="select" data-submit>
        <option value="id" selected={words.locale === 'id'}>
          Bahasa Indonesia
        </option>
        <option value="en" lang="en" selected={words.locale === 'en'}>
          English
        </option>
      </select>
      <noscript>
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.save')}
        </button>
      </noscript>
    </form>
  </Panel>
);
