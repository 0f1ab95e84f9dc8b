import type { Ctx, VerbCtx } from '../../kernel/context.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Reaction } from '../../kernel/reactions.ts';
import type { Schedule } from '../../kernel/schedules.ts';
import { asSystem } from '../../kernel/verb.ts';
import { search } from '../search/index.ts';
import { healIndex, reindexBooks } from './index-doc.ts';
import { catalogMessages } from './messages.ts';

const AT_ONCE = 300;
const JOB = 'catalog.reindex';

/** Some at once, in this transaction; the rest as jobs, so that a heading of ten thousand books is renamed quickly. */
export async function reindexLater(ctx: VerbCtx, ids: readonly string[]): Promise<void> {
  await reindexBooks(ctx, ids.slice(0, AT_ONCE));
  for (let at = AT_ONCE; at < ids.length; at += AT_ONCE) await ctx.enqueue(JOB, { ids: ids.slice(at, at + AT_ONCE) });
}

/** Only the index changes, and that is no news: a transaction without a fact. */
const quietly = (ctx: Ctx) => (run: (tx: VerbCtx) => Promise<void>) =>
  asSystem(ctx, async (tx) => tx.unchanged(await run(tx)));

export const reindexJob: JobDefinition = {
  name: JOB,
  title: catalogMessages['catalog.job_reindex'],
  async run(ctx, { ids }) {
    if (Array.isArray(ids)) await quietly(ctx)((tx) => reindexBooks(tx, ids.map(String)));
  },
};

/** For a catalogue that came without its index; returns how many books it lacked. */
export const indexWhatIsMissing = (ctx: Ctx): Promise<number> => healIndex(ctx, quietly(ctx));

export const healSchedule: Schedule = {
  name: 'catalog.heal',
  title: catalogMessages['catalog.heal_schedule'],
  dailyAtUtcHour: 18,
  async run(ctx) {
    await indexWhatIsMissing(ctx);
  },
};

/** Copies that left the shelves or came home elsewhere: the fact is about a loan or a copy. */
const bookOf = prepared<{ id: string }>(
  'catalog.reaction.book',
  'select book_id as id from borrowings where id = $1 union all select book_id from copies where id = $1 limit 1',
);

export const catalogReactions: readonly Reaction[] = [
  {
    name: 'catalog.index',
    // An ordinary return changes neither how many copies there are nor where.
    hears: ['borrowing.lost', 'borrowing.return_undone', 'borrowing.cancelled', 'copy.checked_in'],
    async run(ctx, fact) {
      const book = await bookOf.one(ctx.app.pool, [fact.entityId]);
      if (book) await quietly(ctx)((tx) => reindexBooks(tx, [book.id]));
    },
  },
  {
    name: 'catalog.words',
    // Not catalog.imported: while thousands come in, the schedule of each minute counts their words once.
    hears: [
      'book.created',
      'book.updated',
      'book.archived',
      'book.restored',
      'heading.updated',
      'heading.merged',
      'heading.merge_undone',
    ],
    run: search.foldWords,
  },
];
