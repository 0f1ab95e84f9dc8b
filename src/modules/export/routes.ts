import { z } from 'zod';
import { fileRoute, route } from '../../kernel/http/route.ts';
import { downloadExport } from './verbs/download-export.ts';
import { removeExport } from './verbs/remove-export.ts';
import { requestExport } from './verbs/request-export.ts';
import { stopExport } from './verbs/stop-export.ts';
import { ExportReply, listExports } from './views.ts';

export const exportRoutes = [
  route('GET /exports', listExports, z.array(ExportReply), { summary: 'Exports of the whole library' }),
  route('POST /exports', requestExport, ExportReply, { status: 202, rate: 'UPLOAD' }),
  route('POST /exports/:id/stop', stopExport, z.object({ id: z.uuid(), stopping: z.literal(true) }), { status: 202 }),
  fileRoute('GET /exports/:id/file', downloadExport, { rate: 'UPLOAD' }),
  route('DELETE /exports/:id', removeExport, z.object({ id: z.uuid(), removed: z.literal(true) })),
];
