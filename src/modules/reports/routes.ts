import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { exportClasses } from './classes/export-classes.ts';
import { ClassRecapReply, classRecap } from './classes/recap.ts';
import { ReportHead, ReportReply } from './report.ts';
import { exportReport } from './verbs/export-report.ts';
import { generateReport } from './verbs/generate-report.ts';
import { printOverdueLetters } from './verbs/print-overdue-letters.ts';
import { getReport, listReports } from './views.ts';

export const reportsRoutes = [
  listRoute('GET /reports', listReports, ReportHead),
  route('POST /reports', generateReport, ReportReply, { status: 201 }),
  route('GET /reports/classes', classRecap, ClassRecapReply, { summary: 'Titles and copies by DDC class' }),
  fileRoute('GET /reports/classes/export', exportClasses),
  fileRoute('GET /reports/overdue-letters', printOverdueLetters),
  route('GET /reports/:id', getReport, ReportReply),
  fileRoute('GET /reports/:id/export', exportReport),
];
