import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Empty, Facts, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, refusalStatus } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { Profile } from '../profile-queries.ts';
import { changeProfile, getProfile, listProfiles, removeProfile } from '../verbs/profiles.ts';
import { importWords } from './words.ts';

export const PROFILES = '/staf/impor/profil';

export async function profilesPage(ctx: Ctx): Promise<Shown> {
  const [words, { items }] = await Promise.all([importWords(ctx), listProfiles(ctx, { limit: 100 })]);
  const title = words('imports.profiles.title');
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          about={words('imports.profiles.about')}
          back={{ href: '/staf/impor', label: words('imports.page.title') }}
        />
        {items.length === 0 ? (
          <Empty title={words('imports.profiles.none')}>
            <p>{words('imports.profiles.none.about')}</p>
          </Empty>
        ) : (
          <Panel flush>
            <ProfileTable profiles={items} words={words} />
          </Panel>
        )}
      </>
    ),
  };
}

const ProfileTable = ({ profiles, words }: { profiles: readonly Profile[]; words: Words }): VNode => (
  <Table
    caption={words('imports.profiles.title')}
    rows={profiles}
    keyOf={({ id }) => id}
    columns={[
      {
        label: words('imports.page.profile.name'),
        head: true,
        cell: ({ id, name }) => (
          <a class="link inline-block py-0.5 [overflow-wrap:anywhere]" href={`${PROFILES}/${id}`}>
            {name}
          </a>
        ),
      },
      { label: words('imports.page.kind'), cell: ({ kind }) => words(`imports.kind.${kind}`) },
      { label: words('imports.profiles.columns'), number: true, cell: (each) => words.number(named(each).length) },
      { label: words('imports.profiles.changed'), wide: true, cell: ({ updatedAt }) => words.moment(updatedAt) },
    ]}
  />
);

/** Columns that mean something; the others are passed over. */
const named = ({ mapping }: Profile) => mapping.flatMap(({ header, field }) => (field ? [{ header, field }] : []));

export const profilePage = (ctx: Ctx, { params }: Asked): Promise<Shown> => profileShown(ctx, params.id ?? '', null);

async function profileShown(ctx: Ctx, id: string, refused: FormState | null): Promise<Shown> {
  const [words, profile] = await Promise.all([importWords(ctx), getProfile(ctx, { id })]);
  const form = refused ?? blankForm({ name: profile.name });
  return {
    title: profile.name,
    body: (
      <>
        <PageHead
          title={profile.name}
          about={words(`imports.kind.${profile.kind}`)}
          back={{ href: PROFILES, label: words('imports.profiles.title') }}
        />
        <FormErrors form={form} words={words} />
        <Panel>
          <form method="post" action={`${PROFILES}/${id}`} class="flex max-w-md flex-col gap-3">
            <FormKey form={form} version={profile.version} />
            <Field form={form} name="name" label={words('imports.page.profile.name')} maxLength={60} required />
            <button type="submit" class="btn self-start">
              {words('imports.profiles.rename')}
            </button>
          </form>
        </Panel>
        {profile.mapping.length > 0 && (
          <Panel title={words('imports.page.columns')}>
            <Facts
              facts={named(profile).map(({ header, field }) => ({
                label: header,
                value: words(`imports.field.${profile.kind}.${field}`),
              }))}
            />
          </Panel>
        )}
        <form method="post" action={`${PROFILES}/${id}/hapus`} class="mt-6 border-t pt-4">
          <FormKey form={blankForm()} />
          <p class="text-muted-foreground mb-2 text-sm">{words('imports.profiles.remove.hint')}</p>
          <button type="submit" class="btn" data-variant="destructive">
            {words('imports.profiles.remove')}
          </button>
        </form>
      </>
    ),
  };
}

export async function takeProfileName(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const id = params.id ?? '';
  const { done, refused, failure } = await attempt(ctx, form, () =>
    changeProfile(ctx, { id, name: form.get('name') ?? '' }),
  );
  if (done) return { to: PROFILES, news: { code: 'imports.news.profile_renamed', params: { name: done.name } } };
  return { ...(await profileShown(ctx, id, refused)), status: refusalStatus(failure) };
}

export async function takeProfileAway(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { name } = await removeProfile(ctx, { id: params.id ?? '' });
  return { to: PROFILES, news: { code: 'imports.news.profile_removed', params: { name } } };
}
