import type { Shown } from '../shown.ts';
import { cashTable } from './cash.ts';
import { circulationTable } from './circulation.ts';
import { collectionTable } from './collection.ts';
import { membersTable } from './members.ts';
import { overdueTable } from './overdue.ts';
import type { Say, Table } from './table.ts';

export function tableOf(say: Say, figures: Shown): Table {
  switch (figures.subject) {
    case 'circulation':
      return circulationTable(say, figures);
    case 'collection':
      return collectionTable(say, figures);
    case 'overdue':
      return overdueTable(say, figures);
    case 'cash':
      return cashTable(say, figures);
    case 'members':
      return membersTable(say, figures);
  }
}
