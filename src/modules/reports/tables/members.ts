import type { MemberFigures } from '../subjects/members.ts';
import { columnsOf, type Row, type Say, type Table } from './table.ts';

const COLUMNS = [
  ['part', 'text', 3],
  ['item', 'text', 5],
  ['total', 'number', 2],
  ['new', 'number', 2],
  ['active', 'number', 2],
  ['expired', 'number', 2],
  ['suspended', 'number', 2],
  ['borrowers', 'number', 2],
] as const;

export function membersTable(say: Say, figures: MemberFigures): Table {
  const { totals, byMemberType, byBranch, byClass, otherClasses } = figures;
  const named = (part: string, rows: MemberFigures['byBranch']): Row[] =>
    rows.map(({ id: _id, name, ...counted }) => ({ part: say(`part.${part}`), item: name, ...counted }));
  const inClass = byClass.map(
    ({ className, ...counted }): Row => ({
      part: say('part.class'),
      item: className ?? say('no_class'),
      ...counted,
    }),
  );
  const rest = ({ classes, ...counted }: NonNullable<typeof otherClasses>): Row => ({
    part: say('part.class'),
    item: say('other_classes', { classes }),
    ...counted,
  });
  return {
    columns: columnsOf(say, COLUMNS),
    rows: [
      { part: say('part.total'), item: null, ...totals },
      ...named('member_type', byMemberType),
      ...named('branch', byBranch),
      ...inClass,
      ...(otherClasses ? [rest(otherClasses)] : []),
    ],
  };
}
