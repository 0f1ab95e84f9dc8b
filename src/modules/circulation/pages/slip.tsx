import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { PrintSheet, paperIn } from '../../../ui/components/print-sheet.tsx';
import { wordsFor } from '../../../ui/words.ts';
import { readSettings, type Settings } from '../../settings/index.ts';
import { memberAtDesk } from '../desk-views.ts';
import { memberNotFound } from '../errors.ts';
import { stateIn } from './desk-result.ts';

/** What a member has out and when it is due, for the pocket: on the desk's roll or a sheet. */
export async function slipPage(ctx: Ctx, asked: Asked): Promise<Shown> {
  const settings = await readSettings(ctx);
  const words = wordsFor(ctx.locale, settings.timeZone);
  const { memberId } = stateIn(asked.query);
  if (!memberId) throw memberNotFound();
  const member = await memberAtDesk(ctx, { id: memberId });
  const here = `?anggota=${member.memberId}`;
  return {
    title: words('circulation.desk.slip.title'),
    body: (
      <PrintSheet
        words={words}
        paper={paperIn(asked)}
        href={`/desk/slip${here}`}
        back={{ href: `/desk${here}`, label: words('circulation.desk.title') }}
      >
        <SheetHead settings={settings} title={words('circulation.desk.slip.title')} />
        <p class="mt-2">
          <strong>{member.memberName}</strong>
          <br />
          <span class="font-mono">{member.memberNumber}</span> · {words.moment(ctx.now)}
        </p>
        {member.loans.length === 0 && <p class="mt-2">{words('circulation.desk.no_loans')}</p>}
        <ol class="mt-2 border-t border-dashed">
          {member.loans.map((loan) => (
            <li class="break-inside-avoid border-b border-dashed py-1.5">
              <p class="font-medium">{loan.title}</p>
              <p class="flex flex-wrap justify-between gap-x-3">
                <span class="font-mono">{loan.barcode}</span>
                <strong class="tabular">
                  {words(loan.status === 'OVERDUE' ? 'circulation.desk.overdue_since' : 'circulation.desk.due', {
                    date: words.date(loan.dueDate),
                  })}
                </strong>
              </p>
            </li>
          ))}
        </ol>
        {member.owed > 0 && (
          <p class="mt-2 flex justify-between gap-3">
            <span>{words('circulation.desk.fines')}</span>
            <strong class="tabular">{words.rupiah(member.owed)}</strong>
          </p>
        )}
        <p class="mt-3 text-center">{settings.receiptFooter ?? words('circulation.desk.slip.thanks')}</p>
      </PrintSheet>
    ),
  };
}

/** Who prints this, and what it is. */
export const SheetHead = ({ settings, title }: { settings: Settings; title: string }): VNode => (
  <div class="text-center">
    <p class="text-lg leading-tight font-bold">{settings.libraryName}</p>
    {[settings.address, settings.phone, settings.receiptHeader].map((line) => line && <p>{line}</p>)}
    <h1 class="mt-2 border-y border-dashed py-1 font-semibold">{title}</h1>
  </div>
);
