import type { MemberName } from '../names.ts';
import type { ShownCirculation } from '../shown.ts';
import type { Lending } from '../subjects/circulation.ts';
import { columnsOf, type Row, type Say, type Table } from './table.ts';

const COLUMNS = [
  ['part', 'text', 3],
  ['item', 'text', 6],
  ['borrowings', 'number', 2],
  ['returns', 'number', 2],
  ['lost', 'number', 2],
  ['renewals', 'number', 2],
  ['holds', 'number', 2],
] as const;

export const personText = (say: Say, member: MemberName | null): string =>
  member ? `${member.name} (${member.memberId})` : say('hidden_name');

export function circulationTable(say: Say, figures: ShownCirculation): Table {
  const row = (part: string, item: string | null, counted: Lending | { borrowings: number }): Row => ({
    part: say(`part.${part}`),
    item,
    ...counted,
  });
  const named = (part: string, rows: ShownCirculation['byBranch']): Row[] =>
    rows.map(({ id: _id, name, ...counted }) => row(part, name ?? say('no_copy_yet'), counted));
  const { byDay, byMemberType, byCollectionType, byBranch, topTitles, topBorrowers } = figures;
  return {
    columns: columnsOf(say, COLUMNS),
    rows: [
      row('total', null, figures.totals),
      ...byDay.map(({ date, ...counted }) => row('day', date, counted)),
      ...named('member_type', byMemberType),
      ...named('collection_type', byCollectionType),
      ...named('branch', byBranch),
      ...topTitles.map(({ title, author, borrowings }) => row('title', `${title} / ${author}`, { borrowings })),
      ...topBorrowers.map(({ member, borrowings }) => row('borrower', personText(say, member), { borrowings })),
    ],
  };
}
