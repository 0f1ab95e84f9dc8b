import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { ReportHead, ReportReply } from './report.ts';
import { exportReport } from './verbs/export-report.ts';
import { generateReport } from './verbs/generate-report.ts';
import { printOverdueLetters } from './verbs/print-overdue-letters.ts';
import { getReport, listReports } from './views.ts';

export const reportsRoutes = [
  listRoute('GET /reports', listReports, ReportHead),
  route('POST /reports', generateReport, ReportReply, { status: 201 }),
  fileRoute('GET /reports/overdue-letters', printOverdueLetters),
  route('GET /reports/:id', getReport, ReportReply),
  fileRoute('GET /reports/:id/export', exportReport),
];
