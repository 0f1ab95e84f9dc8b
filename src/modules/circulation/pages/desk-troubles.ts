import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { numberIn, textIn } from '../../../ui/form.ts';
import { claimReturned, markDamaged, markLost } from '../verbs/lost-damaged.ts';
import { desk } from './desk.tsx';
import { act } from './desk-acts.ts';
import { withResult } from './desk-result.ts';
import { deskWords } from './scan.ts';

/** What can be wrong with a loan, as a form says it. */
export const TROUBLES = ['hilang', 'rusak', 'mengaku'] as const;

/** A copy that is lost, came back damaged, or is said to be back. */
export async function takeTrouble(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  const what = TROUBLES.find((one) => one === form.get('apa')) ?? 'mengaku';
  const result = await act(ctx, { subject: words(`circulation.desk.trouble.${what}`) }, async () => {
    const input = { id: form.get('id') ?? '', notes: textIn(form, 'catatan') };
    const amount = numberIn(form, 'jumlah');
    const loan =
      what === 'mengaku'
        ? await claimReturned(ctx, input)
        : await (what === 'hilang' ? markLost : markDamaged)(ctx, { ...input, amount });
    return {
      tone: 'attention',
      title: words(`circulation.desk.trouble.${what}.done`),
      subject: loan.title,
      details: loan.fine > 0 ? [words('circulation.desk.trouble.charged', { amount: words.rupiah(loan.fine) })] : [],
      ...(what === 'rusak' ? { act: words('circulation.next.repair') } : {}),
    };
  });
  return desk(ctx, withResult(form, result));
}
