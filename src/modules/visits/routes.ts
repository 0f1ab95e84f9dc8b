import { z } from 'zod';
import { fileRoute, listRoute, route } from '../../kernel/http/route.ts';
import { RoomReply } from './room.ts';
import { exportVisits } from './verbs/export-visits.ts';
import { recordVisit } from './verbs/record-visit.ts';
import { createRoom, updateRoom } from './verbs/rooms.ts';
import { listRooms, listVisits } from './views.ts';
import { RecordedReply, VisitReply } from './visit.ts';

const made = { status: 201 } as const;

export const visitsRoutes = [
  listRoute('GET /visits', listVisits, VisitReply),
  route('POST /visits', recordVisit, RecordedReply, { ...made, idempotent: true }),
  fileRoute('GET /visits/export', exportVisits, { rate: 'UPLOAD' }),
  route('GET /visits/rooms', listRooms, z.array(RoomReply)),
  route('POST /visits/rooms', createRoom, RoomReply, made),
  route('PATCH /visits/rooms/:id', updateRoom, RoomReply),
];
