import { z } from 'zod';
import { route } from '../../kernel/http/route.ts';
import { AddedReply } from '../catalog/index.ts';
import { CandidatesReply, findCandidates } from './candidates.ts';
import { listPresets, PresetReply } from './presets.ts';
import { TargetReply } from './target.ts';
import { addCandidate } from './verbs/add.ts';
import { checkTarget } from './verbs/check-target.ts';
import { addPreset, createTarget, deleteTarget, updateTarget } from './verbs/targets.ts';
import { getTarget, listTargets } from './views.ts';

export const cataloguingRoutes = [
  route('GET /cataloguing/candidates', findCandidates, CandidatesReply, {
    rate: 'SEARCH',
    summary: 'Records of our own and other catalogues for an ISBN, an ISSN, or words of title and author',
  }),
  route('POST /cataloguing/add', addCandidate, AddedReply, {
    status: 201,
    idempotent: true,
    summary: 'Take a record over with copies; a book that is there already gets copies alone',
  }),
  route('GET /cataloguing/presets', listPresets, z.array(PresetReply), {
    summary: 'Public catalogues that can be added',
  }),
  route('GET /cataloguing/targets', listTargets, z.array(TargetReply), { summary: 'Other catalogues that are asked' }),
  route('POST /cataloguing/targets', createTarget, TargetReply, { status: 201 }),
  route('POST /cataloguing/targets/presets', addPreset, TargetReply, { status: 201 }),
  route('GET /cataloguing/targets/:id', getTarget, TargetReply),
  route('PATCH /cataloguing/targets/:id', updateTarget, TargetReply),
  route('DELETE /cataloguing/targets/:id', deleteTarget, z.object({ deleted: z.literal(true) })),
  route('POST /cataloguing/targets/:id/check', checkTarget, TargetReply, {
    summary: 'Ask it now and keep what came of it',
  }),
];
