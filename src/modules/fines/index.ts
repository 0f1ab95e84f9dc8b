import type { Module } from '../../kernel/module.ts';
import { finesMessages } from './messages.ts';
import { finesPageMessages } from './pages/messages.ts';
import { ownMessages } from './pages/own/messages.ts';
import { ownMenu, ownPages } from './pages/own/screens.ts';
import { finesMenu, finesPages } from './pages/screens.ts';
import { paperMessages } from './paper-messages.ts';
import { finesRoutes } from './routes.ts';

import './errors.ts';

export { type Charge, cancelFine, chargeFine, outstandingOf } from './charge.ts';
export { type FineReason, type FineStatus, incomeOf, type Method, moneyOf, RECEIVABLE, WAIVED } from './fine.ts';
export * from './moved-in.ts';
export { eraseFines, exportFines, mergeFines } from './people.ts';
export type { Payment, Waiver } from './replies.ts';
export { payFine } from './verbs/pay.ts';
export { payFines } from './verbs/pay-all.ts';
export { waiveFine } from './verbs/waive.ts';

export const fines: Module = {
  name: 'fines',
  routes: finesRoutes,
  messages: { ...finesMessages, ...paperMessages, ...ownMessages, ...finesPageMessages },
  pages: [...finesPages, ...ownPages],
  menu: [...finesMenu, ...ownMenu],
};
