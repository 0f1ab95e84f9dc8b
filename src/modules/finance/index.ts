import type { Module } from '../../kernel/module.ts';
import './errors.ts';
import { financeMessages } from './messages.ts';
import { financeRoutes } from './routes.ts';

export type { Entry, EntryLine, LedgerAccount } from './ledger.ts';
export { type MovedEntry, postMovedEntries } from './moved-in.ts';
export { memberCredit, moveMemberBalances, postEntry, reverseEntry } from './queries.ts';

export const finance: Module = { name: 'finance', routes: financeRoutes, messages: financeMessages };
