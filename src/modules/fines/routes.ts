import { route } from '../../kernel/http/route.ts';
import { PaidReply, PaymentReply, WaiverReply } from './replies.ts';
import { payFine } from './verbs/pay.ts';
import { payFines } from './verbs/pay-all.ts';
import { waiveFine } from './verbs/waive.ts';

export const finesRoutes = [
  route('POST /fines/:id/pay', payFine, PaymentReply, { status: 201, idempotent: true }),
  route('POST /members/:id/fines/pay', payFines, PaidReply, { status: 201, idempotent: true }),
  route('POST /fines/:id/waive', waiveFine, WaiverReply, { status: 201, idempotent: true }),
];
