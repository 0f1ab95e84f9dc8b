import { prepared } from '../../../kernel/prepared.ts';
import type { Move } from './move.ts';

/** What a step fills, beside the list of ids. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  author: ['headings'],
  topic: ['headings'],
  member: ['members', 'accounts'],
  title: ['books', 'book_contributors', 'book_subjects', 'headings'],
  item: ['copies', 'book_counts'],
  loan: ['borrowings'],
  fine: ['fines', 'fine_payments', 'ledger_entries', 'ledger_lines'],
  reserve: ['holds'],
  visit: ['visits'],
  search: ['search_index'],
};
const learn = prepared('slims.sizes', 'select learn_sizes($1::text[])');

/** After the 4th, 8th, 16th ... batch and at the end (0): plans made for empty tables are thrown away. */
export async function learnSizes(move: Move, step: string, batch: number): Promise<void> {
  const tables = FILLED[step];
  const isDue = batch === 0 || (batch >= 4 && Number.isInteger(Math.log2(batch)));
  if (!tables || !isDue || move.dry) return;
  for (const table of ['slims_ids', ...tables]) await learn.all(move.ctx.sql, [[table]]);
}
