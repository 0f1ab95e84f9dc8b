import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { PrintSheet, paperIn } from '../../../ui/components/print-sheet.tsx';
import { readSettings } from '../../settings/index.ts';
import { noPayment } from '../errors.ts';
import { receiptNo } from '../receipt.ts';
import { showReceipt } from '../verbs/show-receipt.ts';
import { moneyWords } from './words.ts';

/** What was paid at once, for the member's hand: on the desk's roll or a sheet. */
export async function receiptPage(ctx: Ctx, asked: Asked): Promise<Shown> {
  const ids = asked.query.getAll('bayar');
  if (ids.length === 0) throw noPayment();
  const lines = await showReceipt(ctx, { paymentIds: ids });
  const [words, settings] = [await moneyWords(ctx), await readSettings(ctx)];
  const first = lines[0];
  const sum = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  const [kept, refunded] = [sum((line) => line.changeCredited), sum((line) => line.refunded)];
  const pair = (label: string, value: string, strong = false) => (
    <p class={`flex justify-between gap-3 ${strong ? 'font-bold' : ''}`}>
      <span>{label}</span>
      <span class="tabular shrink-0">{value}</span>
    </p>
  );
  return {
    title: words('fines.receipt.title'),
    body: (
      <PrintSheet
        words={words}
        paper={paperIn(asked)}
        href={`/staf/kuitansi?${new URLSearchParams(ids.map((id) => ['bayar', id]))}`}
        back={{ href: `/staf/anggota/${first?.memberId}`, label: first?.memberName ?? '' }}
      >
        <div class="text-center">
          <p class="text-lg leading-tight font-bold">{settings.libraryName}</p>
          {[first?.branch, settings.address, settings.receiptHeader].map((line) => line && <p>{line}</p>)}
          <h1 class="mt-2 border-y border-dashed py-1 font-semibold">{words('fines.receipt.title')}</h1>
        </div>
        <div class="mt-2">
          {pair(words('fines.receipt.date'), first ? words.moment(first.paymentDate) : '')}
          {pair(words('fines.receipt.member'), `${first?.memberName} (${first?.memberNumber})`)}
          {pair(words('fines.receipt.by'), first?.by ?? '-')}
        </div>
        <ul class="mt-2 border-t border-dashed">
          {lines.map((line) => (
            <li class="break-inside-avoid border-b border-dashed py-1.5">
              {pair(
                [words(`fines.reason.${line.reason}`), line.title].filter(Boolean).join(': '),
                words.rupiah(line.amount),
              )}
              <p>
                {[receiptNo(line.receiptNumber), words(`fines.method.${line.method}`), line.reference]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        <div class="mt-2">
          {pair(words('fines.receipt.paid'), words.rupiah(sum((line) => line.amount)), true)}
          {kept > 0 && pair(words('fines.receipt.change'), words.rupiah(kept))}
          {refunded > 0 && pair(words('fines.receipt.refunded'), words.rupiah(refunded))}
          {pair(words('fines.receipt.outstanding'), words.rupiah(first?.owes ?? 0), true)}
        </div>
        <p class="mt-3 text-center">{settings.receiptFooter ?? words('fines.receipt.thanks')}</p>
      </PrintSheet>
    ),
  };
}
