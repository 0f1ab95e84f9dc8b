import type { Module } from '../../kernel/module.ts';
import { finesMessages } from './messages.ts';

export { type Charge, cancelFine, chargeFine, outstandingOf } from './charge.ts';
export type { FineReason, FineStatus, Method } from './fine.ts';

export const fines: Module = { name: 'fines', messages: finesMessages };
