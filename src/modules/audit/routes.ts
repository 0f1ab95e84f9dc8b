import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { LogEntryReply, LogReply } from './entry.ts';
import { exportLogs } from './verbs/export-logs.ts';
import { getLog, listLogs } from './views.ts';

export const auditRoutes = [
  listRoute('GET /activity-logs', listLogs, LogReply, { summary: 'What happened, newest first' }),
  fileRoute('GET /activity-logs/export', exportLogs, {
    rate: 'UPLOAD',
    summary: 'The same as CSV, XLSX or JSON lines',
  }),
  route('GET /activity-logs/:id', getLog, LogEntryReply),
];
