import { z } from 'zod';
import { verb } from '../../../kernel/verb.ts';
import { type AddedReply, addFromMarc, TakeOver } from '../../catalog/index.ts';
import { candidateGone, candidateOrRecord } from '../errors.ts';
import { CandidateId, candidateOf } from '../kept.ts';

const Input = z.strictObject({
  /** The id of a candidate that was shown, or … */
  candidate: z.string().regex(CandidateId, 'cataloguing.candidate_gone').optional(),
  /** … a whole record: ISO 2709 in base64. */
  record: z.base64('catalog.not_marc').max(700_000).optional(),
  ...TakeOver,
});

/** Takes a record over: a new book with its copies, or copies of the book that is there already. */
export const addCandidate = verb({
  name: 'cataloguing.add',
  permission: 'book:create',
  input: Input,
  async prepare(ctx, { candidate, record }): Promise<Buffer> {
    if ((candidate === undefined) === (record === undefined)) throw candidateOrRecord();
    const kept = candidate === undefined ? Buffer.from(record ?? '', 'base64') : await candidateOf(ctx, candidate);
    if (!kept) throw candidateGone();
    return kept;
  },
  async run(ctx, { candidate: _candidate, record: _record, ...how }, record): Promise<z.output<typeof AddedReply>> {
    const before = ctx.tx.facts.length;
    const added = await addFromMarc(ctx, { ...how, record });
    return ctx.tx.facts.length > before ? added : ctx.unchanged(added);
  },
});
