import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { CashReportReply } from './cash-report.ts';
import { cashReports } from './cash-report-views.ts';
import { FineDetailReply, getFine } from './detail.ts';
import { listRefunds, RefundRowReply } from './refund-views.ts';
import { FineReply, PaidReply, PaymentReply, RefundReply, WaiverReply } from './replies.ts';
import { chargeMember } from './verbs/charge.ts';
import { approveRefund, rejectRefund } from './verbs/decide-refund.ts';
import { exportCashReport } from './verbs/export-cash-report.ts';
import { payFine } from './verbs/pay.ts';
import { payFines } from './verbs/pay-all.ts';
import { printReceipt } from './verbs/print-receipt.ts';
import { requestRefund } from './verbs/request-refund.ts';
import { waiveFine } from './verbs/waive.ts';
import { BalanceReply, balanceOfMember, finesOfMember, listFines, unpaidFines } from './views.ts';

const made = { status: 201, idempotent: true } as const;

export const finesRoutes = [
  listRoute('GET /fines', listFines, FineReply),
  listRoute('GET /fines/unpaid', unpaidFines, FineReply),
  route('GET /fines/:id', getFine, FineDetailReply),
  route('POST /fines', chargeMember, FineReply, made),
  route('POST /fines/:id/pay', payFine, PaymentReply, made),
  route('POST /fines/:id/waive', waiveFine, WaiverReply, made),
  route('POST /fines/:id/refund', requestRefund, RefundReply, made),
  fileRoute('GET /fines/:id/receipt', printReceipt),
  listRoute('GET /fine-refunds', listRefunds, RefundRowReply),
  route('POST /fine-refunds/:id/approve', approveRefund, RefundReply, { idempotent: true }),
  route('POST /fine-refunds/:id/reject', rejectRefund, RefundReply, { idempotent: true }),
  listRoute('GET /members/:id/fines', finesOfMember, FineReply),
  route('GET /members/:id/fines/balance', balanceOfMember, BalanceReply),
  route('POST /members/:id/fines/pay', payFines, PaidReply, made),
  route('GET /cash-reports', cashReports, CashReportReply),
  fileRoute('GET /cash-reports/export', exportCashReport),
];
