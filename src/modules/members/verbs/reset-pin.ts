import { z } from 'zod';
import type { VerbCtx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { translate } from '../../../kernel/i18n.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { receiptPdf } from '../../../lib/pdf/receipt.ts';
import { newPin, setPassword } from '../../identity/index.ts';
import { readSettings } from '../../settings/index.ts';
import { memberAccount } from '../account.ts';
import { factOf, requireLive } from '../change.ts';
import { lockMember } from '../queries.ts';

/** The PIN is said once, here; afterwards only its hash is known. */
export const PinReply = z.object({ id: z.uuid(), memberId: z.string(), name: z.string(), pin: z.string() });
type Pin = z.output<typeof PinReply>;

const input = z.strictObject({ id: Uuid });

export const resetPin = verb({ name: 'members.pin', permission: 'member:pin', input, run: giveNewPin });

/** The same on a slip of a desk printer. */
export const printPin = verb({
  name: 'members.pinSlip',
  permission: 'member:pin',
  input,
  run: async (ctx, { id }) => slip(ctx, await giveNewPin(ctx, { id })),
});

async function giveNewPin(ctx: VerbCtx, { id }: z.output<typeof input>): Promise<Pin> {
  const member = await lockMember(ctx, id);
  requireLive(member);
  const accountId = await memberAccount(ctx, member);
  const pin = newPin();
  await setPassword(ctx, accountId, pin, false);
  ctx.record('member.pin_reset', { ...factOf(member, 'UPDATE') });
  return { id, memberId: member.memberId, name: member.name, pin };
}

async function slip(ctx: VerbCtx, { memberId, name, pin }: Pin): Promise<FileReply> {
  const settings = await readSettings(ctx);
  const say = (code: string): string => translate(ctx.locale, code);
  const contact = [settings.address, settings.phone].filter((line) => line !== null);
  const body = receiptPdf(
    {
      library: { name: settings.libraryName, lines: contact },
      title: say('members.label.pin_slip'),
      details: [
        { label: say('members.label.name'), value: name },
        { label: say('members.label.number'), value: memberId },
      ],
      items: [],
      totals: [{ text: 'PIN', amount: pin, strong: true }],
      footer: [say('members.label.pin_keep')],
    },
    { createdAt: ctx.now, lang: ctx.locale, paper: '80mm' },
  );
  return { type: 'application/pdf', name: `pin-${memberId.replaceAll('/', '-')}.pdf`, body };
}
