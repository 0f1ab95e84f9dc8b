import type { Ctx } from '../../kernel/context.ts';
import { formatRupiah } from '../../kernel/money.ts';
import type { Letter, Letters } from '../../lib/pdf/letter.ts';
import type { Branch, Settings } from '../settings/index.ts';
import type { MemberName } from './names.ts';
import { dayText } from './report.ts';
import type { LateLoan } from './subjects/late-loans.ts';
import { byText } from './subjects/overdue.ts';
import { type Say, sayIn } from './tables/table.ts';

/** Somebody with all that is late, longest first. */
export interface PersonLate {
  member: MemberName;
  className: string | null;
  loans: LateLoan[];
}

/** By class, then by name; those without a class last. */
export function personsLate(loans: readonly LateLoan[], names: ReadonlyMap<string, MemberName>): PersonLate[] {
  const persons = [...Map.groupBy(loans, (loan) => loan.memberId)].flatMap(([id, own]) => {
    const member = names.get(id);
    return member ? [{ member, className: own[0]?.className ?? null, loans: own }] : [];
  });
  return persons.sort((a, b) => byText(a.className, b.className) || byText(a.member.name, b.member.name));
}

interface Sender {
  settings: Settings;
  branch: Branch | null;
  today: string;
}

export function lettersTo(ctx: Ctx, persons: readonly PersonLate[], sender: Sender): Letters {
  const say = sayIn(ctx.locale);
  const { settings, branch } = sender;
  const lines = [branch?.name, branch?.address ?? settings.address, branch?.phone ?? settings.phone];
  return {
    title: say('letter.title'),
    library: { name: settings.libraryName, lines: lines.flatMap((line) => line ?? []) },
    columns: [
      { title: say('column.title'), width: 8 },
      { title: say('column.barcode'), width: 3 },
      { title: say('column.dueDate'), width: 4 },
      { title: say('column.daysLate'), width: 2, align: 'right' },
      { title: say('column.accruedFine'), width: 3, align: 'right' },
    ],
    letters: persons.map((person) => letterTo(ctx, say, person, sender)),
  };
}

function letterTo(ctx: Ctx, say: Say, { member, className, loans }: PersonLate, { branch, today }: Sender): Letter {
  const date = dayText(ctx.locale, today);
  const fine = loans.reduce((sum, loan) => sum + loan.accruedFine, 0);
  return {
    corner: className ?? undefined,
    placeAndDate: branch ? `${branch.name}, ${date}` : date,
    to: [
      say('letter.to'),
      member.name,
      say('letter.number', { number: member.memberId }),
      ...(className === null ? [] : [say('letter.class', { className })]),
    ],
    subject: say('letter.subject'),
    paragraphs: [say('letter.greeting'), say('letter.body', { date, count: loans.length })],
    rows: loans.map((loan) => [
      loan.title,
      loan.barcode,
      dayText(ctx.locale, loan.dueDate),
      String(loan.daysLate),
      formatRupiah(loan.accruedFine),
    ]),
    afterRows: [...(fine > 0 ? [say('letter.fine', { amount: formatRupiah(fine) })] : []), say('letter.request')],
    closing: say('letter.closing'),
    signer: ctx.actor.kind === 'account' ? ctx.actor.name : say('letter.signer'),
  };
}
