import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { trimmed } from '../../kernel/validation.ts';
import { view } from '../../kernel/view.ts';
import type { MarcRecord } from '../../lib/marc/record.ts';
import { isbnForms, issnIn, type Wish, wordsIn } from '../../lib/wish.ts';
import { BookLine, listBooks, lookAtMarc, type MarcLook } from '../catalog/index.ts';
import { ask } from './ask.ts';
import { nothingAsked } from './errors.ts';
import { keepCandidate } from './kept.ts';
import { mergeCandidates } from './merge.ts';
import { allTargets } from './queries.ts';

/** Whoever has not answered by then is not waited for. */
export const TOTAL_MS = 10_000;
const MOST_OWN = 5;

const Source = z.object({ targetId: z.uuid(), name: z.string(), id: z.string() });

export const Candidate = z.object({
  /** By which it is taken over; an hour long. */
  id: z.string(),
  title: z.string(),
  author: z.string(),
  isbn: z.string().nullable(),
  publisher: z.string().nullable(),
  place: z.string().nullable(),
  publishedYear: z.int().nullable(),
  edition: z.string().nullable(),
  series: z.string().nullable(),
  pages: z.string().nullable(),
  language: z.string().nullable(),
  classification: z.string().nullable(),
  callNumber: z.string().nullable(),
  category: z.string(),
  materialType: z.string(),
  subjects: z.array(z.string()),
  /** Our book that is the same: it would get copies alone. */
  bookId: z.uuid().nullable(),
  source: Source,
  /** The same book in other catalogues, with a record of its own. */
  others: z.array(Source),
});
export type Candidate = z.output<typeof Candidate>;

export const CandidatesReply = z.object({
  own: z.array(BookLine),
  candidates: z.array(Candidate),
  targets: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      outcome: z.enum(['OK', 'FAILED', 'NOT_ASKED']),
      hits: z.int(),
      brought: z.int(),
      unread: z.int(),
      ms: z.int(),
      cached: z.boolean(),
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});
export type Candidates = z.output<typeof CandidatesReply>;

const Query = z.strictObject({
  isbn: trimmed(50).optional(),
  issn: trimmed(50).optional(),
  title: trimmed(300).optional(),
  author: trimmed(300).optional(),
});
type Query = z.output<typeof Query>;

/** Our own catalogue first, then every target that is switched on, all at once. */
export const findCandidates = view({
  name: 'cataloguing.candidates',
  permission: 'book:create',
  input: Query,
  async run(ctx, query): Promise<Candidates> {
    const wish = wishOf(query);
    const targets = (await allTargets(ctx)).filter(({ enabled }) => enabled);
    const signal = AbortSignal.timeout(TOTAL_MS);
    const asking = Promise.all(targets.map((target) => ask(ctx, target, wish, signal)));
    const [own, answers] = await Promise.all([ownBooks(ctx, wish), asking]);
    const records = answers.flatMap(({ told, records }) => records.map((record) => ({ target: told, record })));
    return {
      own,
      candidates: await candidatesOf(ctx, records, wish.isbns?.[0]),
      targets: answers.map(({ told }) => told),
    };
  },
});

function wishOf({ isbn, issn, title, author }: Query): Wish {
  if (isbn !== undefined) {
    const isbns = isbnForms(isbn);
    if (isbns.length === 0) throw invalid('isbn', 'catalog.bad_isbn');
    return { isbns };
  }
  if (issn !== undefined) {
    const plain = issnIn(issn);
    if (!plain) throw invalid('issn', 'cataloguing.bad_issn');
    return { issn: plain };
  }
  if (wordsIn(title).length + wordsIn(author).length === 0) throw nothingAsked();
  return { title, author };
}

/** Only books that are really meant: an ISBN has no neighbours. */
async function ownBooks(ctx: Ctx, wish: Wish): Promise<BookLine[]> {
  const [isbn] = wish.isbns ?? [];
  const words = isbn ?? wish.issn ?? [...wordsIn(wish.title), ...wordsIn(wish.author)].join(' ');
  const { items, meta } = await listBooks(ctx, { search: words, limit: MOST_OWN });
  if (isbn) return items.filter((book) => book.isbn === isbn);
  return meta.searchedFor === undefined ? items : [];
}

interface Brought {
  target: { id: string; name: string };
  record: MarcRecord;
}

/** Records that have the very ISBN stand first, whatever else a target found. */
async function candidatesOf(ctx: Ctx, brought: readonly Brought[], isbn: string | undefined): Promise<Candidate[]> {
  const looks = await lookAtMarc(
    ctx,
    brought.map(({ record }) => record),
    isbn,
  );
  const found = brought.flatMap(({ target }, at) => {
    const look = looks[at];
    return look ? [{ look, target, targetId: target.id, isbn: look.book.isbn ?? null, control: look.control }] : [];
  });
  const kept = await Promise.all(found.map(({ look }) => keepCandidate(ctx, look.record)));
  const sources = new Map(
    found.map((one, at) => [one, { targetId: one.targetId, name: one.target.name, id: kept[at] ?? '' }]),
  );
  const candidates = mergeCandidates(found).flatMap((group) => {
    const [source, ...others] = group.flatMap((one) => sources.get(one) ?? []);
    const [first] = group;
    if (!source || !first) return [];
    return [{ ...shown(first.look), id: source.id, source, others: others.filter(({ id }) => id !== source.id) }];
  });
  return isbn === undefined
    ? candidates
    : candidates.toSorted((a, b) => Number(b.isbn === isbn) - Number(a.isbn === isbn));
}

function shown({ book, bookId }: MarcLook): Omit<Candidate, 'id' | 'source' | 'others'> {
  return {
    title: book.title,
    author: book.author,
    isbn: book.isbn ?? null,
    publisher: book.publisher ?? null,
    place: book.place ?? null,
    publishedYear: book.publishedYear ?? null,
    edition: book.edition ?? null,
    series: book.series ?? null,
    pages: book.pages ?? null,
    language: book.language ?? null,
    classification: book.classification ?? null,
    callNumber: book.callNumber ?? null,
    category: book.category,
    materialType: book.materialType ?? 'BOOK',
    subjects: [...(book.subjects ?? [])],
    bookId,
  };
}
