import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Words } from '../../../ui/words.ts';
import type { AtDesk } from '../desk-views.ts';
import type { Borrowing } from '../replies.ts';
import { StateFields } from './desk.tsx';
import { TROUBLES } from './desk-troubles.ts';

interface Props {
  member: AtDesk;
  words: Words;
  ctx: Ctx;
}

/** What the member has out, the first due first, with what can be done about each. */
export function Loans({ member, words, ctx }: Props): VNode {
  if (member.loans.length === 0)
    return <p class="panel text-muted-foreground px-4 py-6 text-center">{words('circulation.desk.no_loans')}</p>;
  return (
    <section class="panel" aria-label={words('circulation.desk.loans')}>
      <div class="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
        <h2 class="font-semibold">{words('circulation.desk.loans')}</h2>
        <a
          class="btn"
          data-size="sm"
          data-variant="outline"
          href={`/desk/slip?anggota=${member.memberId}`}
          target="_blank"
          rel="noopener"
          data-key="F8"
        >
          {words('circulation.desk.slip')} <kbd class="kbd">F8</kbd>
        </a>
      </div>
      <ul class="rows">
        {member.loans.map((loan) => (
          <Loan loan={loan} member={member} words={words} ctx={ctx} />
        ))}
      </ul>
    </section>
  );
}

function Loan({ loan, member, words, ctx }: Props & { loan: Borrowing }): VNode {
  const late = loan.status === 'OVERDUE';
  const mayRenew = holds(ctx.actor, 'borrowing:renew');
  const reason = loan.why.renew;
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium">{loan.title}</p>
        <p class="text-muted-foreground text-sm">
          <span class="font-mono">{loan.barcode}</span>
          {loan.renewals > 0 && <> · {words('circulation.desk.renewed_times', { count: loan.renewals })}</>}
          {loan.claimedReturnedAt && <> · {words('circulation.desk.claimed')}</>}
        </p>
      </div>
      <p class={`tabular ${late ? 'text-stop font-semibold' : ''}`}>
        {words(late ? 'circulation.desk.overdue_since' : 'circulation.desk.due', { date: words.date(loan.dueDate) })}
        {loan.accruedFine > 0 && <> · {words.rupiah(loan.accruedFine)}</>}
      </p>
      {mayRenew && (
        <form method="post" action="/desk/perpanjang" data-desk data-turbo="false">
          <StateFields memberId={member.memberId} returning={false} />
          <input type="hidden" name="id" value={loan.id} />
          <button type="submit" class="btn" data-size="sm" data-variant="outline" disabled={!loan.can.renew}>
            {words('circulation.desk.renew')}
            <span class="sr-only">{loan.title}</span>
          </button>
        </form>
      )}
      {holds(ctx.actor, 'borrowing:claim') && <Trouble loan={loan} member={member} words={words} />}
      {mayRenew && !loan.can.renew && reason && (
        <p class="text-muted-foreground basis-full text-sm">
          {words('circulation.desk.no_renewal', { reason: words(SHORT[reason] ?? reason) })}
        </p>
      )}
    </li>
  );
}

/** The rare ways a loan ends, behind one button. */
function Trouble({ loan, member, words }: Omit<Props, 'ctx'> & { loan: Borrowing }): VNode {
  return (
    <details class="max-sm:basis-full">
      <summary class="btn list-none" data-size="sm" data-variant="ghost">
        {words('circulation.desk.trouble')}
        <span class="sr-only">{loan.title}</span>
      </summary>
      <form method="post" action="/desk/masalah" data-desk data-turbo="false" class="mt-2 grid max-w-sm gap-2">
        <StateFields memberId={member.memberId} returning={false} />
        <input type="hidden" name="id" value={loan.id} />
        <label class="text-sm font-semibold" for={`apa-${loan.id}`}>
          {words('circulation.desk.trouble.what')}
        </label>
        <select id={`apa-${loan.id}`} name="apa" class="select w-full">
          {TROUBLES.map((one) => (
            <option value={one}>{words(`circulation.desk.trouble.${one}`)}</option>
          ))}
        </select>
        <label class="text-sm font-semibold" for={`jumlah-${loan.id}`}>
          {words('circulation.desk.trouble.amount')}
        </label>
        <input id={`jumlah-${loan.id}`} name="jumlah" class="input tabular w-full" inputmode="numeric" />
        <label class="text-sm font-semibold" for={`catatan-${loan.id}`}>
          {words('circulation.desk.trouble.notes')}
        </label>
        <input id={`catatan-${loan.id}`} name="catatan" class="input w-full" maxLength={500} />
        <button type="submit" class="btn" data-variant="destructive">
          {words('circulation.desk.trouble.record')}
        </button>
      </form>
    </details>
  );
}

/** Reasons whose long form counts what a row of the desk does not know. */
const SHORT: Readonly<Record<string, string>> = {
  'circulation.renewals_used': 'circulation.desk.why.renewals',
  'circulation.on_hold': 'circulation.desk.why.on_hold',
};
