import type { Module } from '../../kernel/module.ts';
import './errors.ts';
import { financeMessages } from './messages.ts';

export type { Entry, EntryLine, LedgerAccount } from './ledger.ts';
export { memberCredit, postEntry, reverseEntry } from './queries.ts';

export const finance: Module = { name: 'finance', messages: financeMessages };
