import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { translate } from '../../../kernel/i18n.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type CardPaper, type MemberCard, memberCardPdf } from '../../../lib/labels/card.ts';
import { printablePicture } from '../../../lib/labels/picture.ts';
import { labelsOnPage } from '../../../lib/labels/sheet.ts';
import { labelSheetCalled, readSettings, sheetsFor } from '../../settings/index.ts';
import { cardChoice, membersForCards } from '../card-choice.ts';
import { factOf, requireLive } from '../change.ts';
import { type MemberRow, membersByIds } from '../queries.ts';

export const printCard = verb({
  name: 'members.card',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  run: async (ctx, { id }) => cards(ctx, await membersByIds(ctx, [id], ctx.scope), { photo: true }),
});

/** One's own sheets of cards are chosen as the program's are. */
export const USUAL_CARDS = 'cr80';

export const printCards = verb({
  name: 'members.cards',
  permission: 'member:read',
  input: z.strictObject({
    ...cardChoice,
    sheet: z.string().max(60).default(USUAL_CARDS),
    start: z.coerce.number().int().min(1).max(100).default(1),
    photo: z.boolean().default(true),
  }),
  async run(ctx, { sheet: code, start, photo, ...choice }): Promise<FileReply> {
    const known = (await sheetsFor(ctx, 'cards')).some((each) => each.code === code);
    const sheet = known ? await labelSheetCalled(ctx, code) : undefined;
    if (!sheet) throw invalid('sheet', 'members.no_card_sheet');
    if (start > labelsOnPage(sheet)) throw invalid('start', 'members.start_beyond', { cards: labelsOnPage(sheet) });
    return cards(ctx, await membersForCards(ctx, choice), { photo, sheet, start });
  },
});

async function cards(
  ctx: VerbCtx,
  members: readonly MemberRow[],
  how: CardPaper & { photo: boolean },
): Promise<FileReply> {
  members.forEach(requireLive);
  const { libraryName } = await readSettings(ctx);
  for (const member of members) ctx.record('member.card_printed', factOf(member, 'DOWNLOAD'));
  const drawn = members.map((member) => ({
    ...cardOf(ctx, libraryName, member),
    photo: how.photo ? photoOf(ctx, member) : undefined,
  }));
  const body = memberCardPdf(drawn, { createdAt: ctx.now, lang: ctx.locale }, how);
  const [only, another] = members;
  const name = only && !another ? `${only.memberId.replaceAll('/', '-')}.pdf` : 'kartu-anggota.pdf';
  return { type: 'application/pdf', name, body };
}

/** Read one after the other while the file is drawn; what cannot be printed as it is leaves its place to the words. */
function photoOf({ drivers, log }: VerbCtx, { photo, id }: MemberRow): (() => Promise<Buffer | null>) | undefined {
  if (photo === null) return undefined;
  return async () => {
    try {
      const file = await drivers.files.get(photo);
      return file === null ? null : printablePicture(await buffer(file));
    } catch (error) {
      log.warn({ err: error, memberId: id }, 'photo not printed');
      return null;
    }
  };
}

function cardOf(ctx: VerbCtx, library: string, m: MemberRow): MemberCard {
  const say = (code: string, params = {}): string => translate(ctx.locale, code, params);
  const until = m.expiryDate === null ? [] : [say('members.label.valid_until', { date: m.expiryDate })];
  const group = [m.className, m.department].filter((part) => part !== null).join(' · ');
  const lines = [m.memberType.name, ...(group ? [group] : []), ...until];
  return { library, title: say('members.label.card'), name: m.name, number: m.memberId, lines };
}
