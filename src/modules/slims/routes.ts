import { z } from 'zod';
import { fileRoute, route } from '../../kernel/http/route.ts';
import { downloadParity, resumeMove, stopMove } from './moves/acts.ts';
import { checkSlims, requestMove } from './moves/request-move.ts';
import { listMoves, MoveReply } from './moves/views.ts';

const There = z.object({ place: z.string(), titles: z.int(), items: z.int(), members: z.int(), loans: z.int() });

export const slimsRoutes = [
  route('GET /slims/moves', listMoves, z.array(MoveReply), { summary: 'Moves from a SLiMS, the newest first' }),
  route('POST /slims/check', checkSlims, There, { rate: 'UPLOAD', summary: 'Can this SLiMS be read?' }),
  route('POST /slims/moves', requestMove, MoveReply, { status: 202, rate: 'UPLOAD' }),
  route('POST /slims/moves/:id/stop', stopMove, z.object({ id: z.uuid(), stopping: z.literal(true) }), { status: 202 }),
  route('POST /slims/moves/:id/resume', resumeMove, z.object({ id: z.uuid(), queued: z.literal(true) }), {
    status: 202,
  }),
  fileRoute('GET /slims/moves/:id/parity', downloadParity),
];
