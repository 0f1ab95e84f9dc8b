import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { Failure, failure, invalid } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { sealText } from '../../../lib/seal-text.ts';
import { fieldKeys } from '../../identity/index.ts';
import { isMysql } from '../config.ts';
import { openOrigin } from '../migration/origin.ts';
import { branchFor } from '../verbs/move-from-slims.ts';
import { MOVE_JOB, sealPlace } from './names.ts';
import { insertMove, MOVE_KINDS, moveOf, newestMoves } from './queries.ts';
import { type MoveReply, replyOf } from './views.ts';

/** Never longer than it takes to read one line of it. */
const Url = z.string().max(2000).refine(isMysql, 'slims.bad_url');

/** What stands in a SLiMS, when it can be read at all. */
export interface SlimsThere {
  place: string;
  titles: number;
  items: number;
  members: number;
  loans: number;
}

const COUNTS = `select (select count(*) from biblio) as titles, (select count(*) from item) as items,
  (select count(*) from member) as members, (select count(*) from loan) as loans`;

/** Reads the address as a person typed it: what is wrong with it is wrong with the field. */
export async function lookAtSlims(url: string): Promise<SlimsThere> {
  const origin = await openOrigin(url).catch(refuseField);
  try {
    const [row] = await origin.rows(COUNTS).catch(refuseField);
    const number = (name: string): number => Number(row?.[name] ?? 0);
    return {
      place: origin.place,
      titles: number('titles'),
      items: number('items'),
      members: number('members'),
      loans: number('loans'),
    };
  } finally {
    await origin.close();
  }
}

function refuseField(error: unknown): never {
  if (error instanceof Failure) throw invalid('url', error.reason, error.options.params);
  throw invalid('url', 'slims.origin_unreachable', { place: '', reason: error instanceof Error ? error.message : '?' });
}

/** A job does it, step by step; the address is kept sealed until then. One move at a time. */
export const requestMove = verb({
  name: 'slims.requestMove',
  permission: 'settings:manage',
  input: z.strictObject({
    url: Url,
    kind: z.enum(MOVE_KINDS).default('REHEARSAL'),
    branchId: Uuid.optional(),
    /** A copy of SLiMS's own folder, on the machine the library runs on. */
    folder: z.string().trim().min(1).max(4000).optional(),
  }),
  prepare: async (ctx, { url, branchId }) => ({
    there: await lookAtSlims(url),
    branchId: await branchFor(ctx, branchId),
  }),
  async run(ctx, { url, kind, folder }, { there, branchId }): Promise<MoveReply> {
    if ((await newestMoves(ctx.sql)).some(isGoing)) throw failure('CONFLICT', 'slims.already_moving');
    const id = newId();
    const sealedUrl = sealed(ctx, id, url);
    await insertMove(ctx, { id, place: there.place, kind, branchId, folder: folder ?? null, sealedUrl });
    await ctx.enqueue(MOVE_JOB, { id });
    const news = { place: there.place, kind, branchId, folder: folder ?? null };
    ctx.record('slims-move.requested', { type: 'IMPORT', id, name: there.place, new: news });
    const row = await moveOf(ctx.sql, id);
    if (!row) throw failure('CONFLICT', 'slims.already_moving');
    return replyOf(row, ctx.locale);
  },
});

const isGoing = ({ status }: { status: string }): boolean => status === 'QUEUED' || status === 'RUNNING';

const sealed = ({ app }: Ctx, id: string, url: string): string => sealText(fieldKeys(app), url, sealPlace(id));

/** Is somebody there, and is it a SLiMS? Nothing is kept of it. */
export const checkSlims = verb({
  name: 'slims.check',
  permission: 'settings:manage',
  input: z.strictObject({ url: Url }),
  prepare: (_ctx, { url }) => lookAtSlims(url),
  async run(ctx, _input, there): Promise<SlimsThere> {
    ctx.record('slims-move.checked', { type: 'VIEW', id: there.place, name: there.place });
    return there;
  },
});
