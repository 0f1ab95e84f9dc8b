import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { Asked, ScreenAnswer } from '../../../kernel/http/screen.ts';
import { PrintSheet } from '../../../ui/components/print-sheet.tsx';
import { attempt, textIn } from '../../../ui/form.ts';
import { readSettings } from '../../settings/index.ts';
import { findMember } from '../page-views.ts';
import { erasePerson } from '../verbs/erase-person.ts';
import { exportPerson } from '../verbs/export-person.ts';
import { mergeMembers } from '../verbs/merge-members.ts';
import { putPhoto, removePhoto } from '../verbs/photo.ts';
import { printCard } from '../verbs/print-cards.ts';
import { removeMember, restoreMember } from '../verbs/remove-member.ts';
import { renewMembership } from '../verbs/renew-membership.ts';
import { resetPin } from '../verbs/reset-pin.ts';
import { activateMember, suspendMember } from '../verbs/suspend-member.ts';
import { withoutKey } from './form.tsx';
import { memberShown } from './member.tsx';
import { memberWords } from './words.ts';

type Doing = (ctx: Ctx, id: string, asked: Asked) => Promise<unknown>;

/** Does it and shows the member again; a refusal opens its form with what was written. */
const act =
  (name: string, done: string, doing: Doing) =>
  async (ctx: Ctx, asked: Asked): Promise<ScreenAnswer> => {
    const id = asked.params.id ?? '';
    const { refused } = await attempt(ctx, asked.form, () => doing(ctx, id, asked));
    if (!refused) return { to: `/staf/anggota/${id}`, news: { code: done } };
    return { ...(await memberShown(ctx, asked, { act: name, form: refused })), status: 422 };
  };

export const takeRenewal = act('perpanjang', 'members.page.renewed', (ctx, id, { form }) =>
  renewMembership(ctx, { id, until: textIn(form, 'until') }),
);
export const takeSuspension = act('tangguhkan', 'members.page.suspended', (ctx, id, { form }) =>
  suspendMember(ctx, {
    id,
    from: textIn(form, 'from'),
    to: textIn(form, 'to') ?? null,
    reason: form.get('reason') ?? '',
  }),
);
export const takeActivation = act('aktifkan', 'members.page.activated', (ctx, id) => activateMember(ctx, { id }));
export const takePhotoAway = act('hapus-foto', 'members.page.saved', (ctx, id) => removePhoto(ctx, { id }));
export const takePhoto = act('foto', 'members.page.saved', async (ctx, id, { files }) => {
  const file = files.get('file')?.bytes;
  if (!file || file.length === 0) throw invalid('file', 'members.photo_needed');
  return putPhoto(ctx, { id, file });
});
export const takeDeletion = act('hapus', 'members.page.deleted', (ctx, id) => removeMember(ctx, { id }));
export const takeRestoration = act('pulihkan', 'members.page.restored', (ctx, id) => restoreMember(ctx, { id }));

export const takeMerge = act('gabung', 'members.page.merge.done', async (ctx, id, { form }) => {
  const other = await findMember(ctx, { ref: textIn(form, 'other') ?? '' });
  if (!other) throw invalid('other', 'members.not_found');
  return mergeMembers(ctx, { id, otherId: other.id });
});

/** There is no way back: the number is written out by hand first. */
export const takeErasure = act('hapus-data', 'members.page.erased', async (ctx, id, { form }) => {
  const meant = await findMember(ctx, { ref: textIn(form, 'number') ?? '' });
  if (meant?.id !== id) throw invalid('number', 'members.page.erase.wrong');
  return erasePerson(ctx, { id, reason: form.get('reason') ?? '' });
});

export const cardPage = async (ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> => ({
  ...(await printCard(ctx, { id: params.id ?? '' })),
  inline: true,
});

export const exportPage = (ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> =>
  exportPerson(ctx, { id: params.id ?? '' });

/** The new PIN on a slip, seen once: no answer is kept under the form's key, a form sent again makes another. */
export async function takePin(ctx: Ctx, asked: Asked): Promise<ScreenAnswer> {
  const id = asked.params.id ?? '';
  const words = await memberWords(ctx);
  const { done, refused } = await attempt(ctx, asked.form, () => resetPin(withoutKey(ctx), { id }));
  if (!done) return { ...(await memberShown(ctx, asked, { act: 'pin', form: refused })), status: 422 };
  const settings = await readSettings(ctx);
  return {
    title: words('members.label.pin_slip'),
    body: (
      <PrintSheet words={words} paper="80" back={{ href: `/staf/anggota/${id}`, label: done.name }}>
        <p class="text-center text-lg leading-tight font-bold">{settings.libraryName}</p>
        <h1 class="mt-2 border-y border-dashed py-1 text-center font-semibold">{words('members.label.pin_slip')}</h1>
        <p class="mt-2">
          {done.name}
          <br />
          <span class="font-mono">{done.memberId}</span>
        </p>
        <p class="my-3 text-center font-mono text-2xl font-bold tracking-widest">{done.pin}</p>
        <p class="text-center">{words('members.label.pin_keep')}</p>
      </PrintSheet>
    ),
  };
}
