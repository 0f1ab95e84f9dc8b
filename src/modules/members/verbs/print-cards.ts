import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { translate } from '../../../kernel/i18n.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type MemberCard, memberCardPdf } from '../../../lib/pdf/member-card.ts';
import { readSettings } from '../../settings/index.ts';
import { factOf, requireLive } from '../change.ts';
import { type MemberRow, membersByIds } from '../queries.ts';

/** A class and its teachers. */
const MOST = 100;

export const printCard = verb({
  name: 'members.card',
  permission: 'member:read',
  input: z.strictObject({ id: Uuid }),
  run: (ctx, { id }) => cards(ctx, [id]),
});

export const printCards = verb({
  name: 'members.cards',
  permission: 'member:read',
  input: z.strictObject({ ids: z.array(Uuid).min(1).max(MOST) }),
  run: (ctx, { ids }) => cards(ctx, ids),
});

/** In the order asked for, so that the pile is already sorted. */
async function cards(ctx: VerbCtx, ids: readonly string[]): Promise<FileReply> {
  const found = new Map((await membersByIds(ctx, ids, ctx.scope)).map((member) => [member.id, member]));
  const members = [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
  members.forEach(requireLive);
  const { libraryName } = await readSettings(ctx);
  for (const member of members) ctx.record('member.card_printed', factOf(member, 'DOWNLOAD'));
  const drawn = members.map((member) => cardOf(ctx, libraryName, member));
  const body = memberCardPdf(drawn, { createdAt: ctx.now, lang: ctx.locale });
  const [only, another] = members;
  const name = only && !another ? `${only.memberId.replaceAll('/', '-')}.pdf` : 'kartu-anggota.pdf';
  return { type: 'application/pdf', name, body };
}

function cardOf(ctx: VerbCtx, library: string, m: MemberRow): MemberCard {
  const say = (code: string, params = {}): string => translate(ctx.locale, code, params);
  const until = m.expiryDate === null ? [] : [say('members.label.valid_until', { date: m.expiryDate })];
  const group = [m.className, m.department].filter((part) => part !== null).join(' · ');
  const lines = [m.memberType.name, ...(group ? [group] : []), ...until];
  return { library, title: say('members.label.card'), name: m.name, number: m.memberId, lines };
}
