import { inBranchScope, type Scope } from '../../../kernel/access.ts';
import type { Ctx, Sql, VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { insertCopies, type NewCopy } from '../copies.ts';
import { createBooks } from '../create-books.ts';
import { reindexBooks } from '../index-doc.ts';
import { addMarc } from '../marc/kept.ts';
import { overlayBooks } from '../marc/overlay.ts';
import { lockBooks } from '../queries.ts';
import { applyChoices, type Choices, COPIES } from './choices.ts';
import { type Draft, type RowError, rowError } from './draft.ts';
import { completedRows } from './overlay-rows.ts';
import { findExisting, type Group } from './plan.ts';

export interface Branches {
  readonly byName: ReadonlyMap<string, string>;
  readonly usual: string | undefined;
}

export interface Written {
  created: number;
  /** Books whose record took the place of what was said of them before. */
  updated: number;
  unchanged: number;
  /** Passed over, as was chosen. */
  skipped: number;
  copies: number;
  flagged: number;
  errors: RowError[];
}

const openBranches = prepared<{ id: string; code: string; name: string }>(
  'catalog.import.branches',
  `select id, code, name from branches where status = 'ACTIVE'`,
);
export async function branchesWithin(sql: Sql, scope: Scope, usual: string | undefined): Promise<Branches> {
  const reached = (await openBranches.all(sql, [])).filter(({ id }) => inBranchScope(scope, id));
  const byName = new Map(
    reached.flatMap(({ id, code, name }) => [
      [name.toLowerCase(), id],
      [code.toLowerCase(), id],
    ]),
  );
  return { byName, usual: usual ?? (reached.length === 1 ? reached[0]?.id : undefined) };
}

export interface Places {
  readonly branches: Branches;
  readonly collectionTypeId: string | null;
}

/** What becomes of books that are there, and which batches are earlier imports of the same file. */
export interface How {
  readonly choices: Choices;
  readonly earlier: readonly string[];
}

/** Groups with their copies; a line whose copies cannot be made is told and left out. */
async function withCopies(
  ctx: Ctx,
  groups: readonly Group[],
  { branches, collectionTypeId }: Places,
  batchId: string | null,
  out: Written,
) {
  const all = groups.flatMap(({ lines }) => lines.flatMap(({ barcodes }) => barcodes));
  const taken = await ownersOf(ctx.sql, all);
  const refuse = (line: Draft, field: string, reason: string): NewCopy[] => {
    out.errors.push(rowError(ctx.locale, line.line, failure('VALIDATION_ERROR', reason, { field })));
    return [];
  };
  return groups.map((group) => {
    const refused = new Set<Draft>();
    const copies = group.lines.flatMap((line): NewCopy[] => {
      const before = out.errors.length;
      const made = copiesFor(line);
      if (out.errors.length > before) refused.add(line);
      return made;
    });
    return { group, copies, lines: group.lines.filter((line) => !refused.has(line)) };

    function copiesFor(line: Draft): NewCopy[] {
      const foreign = line.barcodes.some(
        (barcode) => (taken.get(barcode.toLowerCase()) ?? group.bookId) !== group.bookId,
      );
      if (foreign) return refuse(line, 'barcode', 'catalog.barcode_taken');
      const fresh = line.barcodes.filter((barcode) => !taken.has(barcode.toLowerCase()));
      const isNew = group.bookId === null || (batchId !== null && group.madeBy === batchId);
      const others = isNew ? line.stock - line.barcodes.length : 0;
      if (fresh.length + others === 0) return [];
      const branchId = line.branch === undefined ? branches.usual : branches.byName.get(line.branch.toLowerCase());
      if (!branchId) return refuse(line, 'branch', line.branch ? 'catalog.branch_not_found' : 'catalog.branch_needed');
      if (!collectionTypeId) return refuse(line, 'stock', 'catalog.no_collection_type');
      const { location } = line.book;
      const rest = { branchId, collectionTypeId, location: location ?? null, price: line.price };
      const barcodes = [...fresh, ...Array.from({ length: others }, () => null)];
      return barcodes.map((barcode) => ({ barcode, ...rest, acquiredOn: null, inventoryNumber: null, notes: null }));
    }
  });
}

const owners = prepared<{ barcode: string; id: string }>(
  'catalog.import.owners',
  'select lower(barcode) as barcode, book_id as id from copies where lower(barcode) = any ($1)',
);
async function ownersOf(sql: Sql, barcodes: readonly string[]): Promise<Map<string, string>> {
  const rows = await owners.all(sql, [barcodes.map((barcode) => barcode.toLowerCase())]);
  return new Map(rows.map(({ barcode, id }) => [barcode, id]));
}

/** Two who bring in the same file see each other: one part at a time is written, and each is short. */
const oneAtATime = prepared(
  'catalog.import.lock',
  "select pg_advisory_xact_lock(hashtextextended('catalog.import', 7318))",
);
export const oneImportAtATime = (sql: Sql): Promise<unknown> => oneAtATime.all(sql, []);

/** What a part of the file would do (dry run), or does, in a transaction of its own with its own fact. */
export async function importPart(
  ctx: Ctx,
  groups: readonly Group[],
  places: Places,
  batchId: string | null,
  { choices, earlier }: How = { choices: COPIES, earlier: [] },
): Promise<Written> {
  const look = async (on: Ctx) => {
    const out: Written = { created: 0, updated: 0, unchanged: 0, skipped: 0, copies: 0, flagged: 0, errors: [] };
    await findExisting(on.sql, groups);
    const kept = await applyChoices(on.sql, groups, choices, batchId === null ? earlier : [batchId, ...earlier]);
    out.skipped = groups.length - kept.length;
    const ready = (await withCopies(on, kept, places, batchId, out)).filter(({ lines }) => lines.length > 0);
    const fresh = ready.filter(({ group }) => group.bookId === null);
    out.created = fresh.length;
    const better = await betterOf(on, ready);
    const isBetter = new Set(better.map(({ bookId }) => bookId));
    out.updated = better.length;
    out.unchanged = ready.filter(
      ({ group, copies }) => group.bookId !== null && copies.length === 0 && !isBetter.has(group.bookId),
    ).length;
    out.copies = ready.reduce((sum, { copies }) => sum + copies.length, 0);
    out.flagged = fresh.filter(({ lines }) => (lines[0]?.book.flags.length ?? 0) > 0).length;
    return { ready, better, out };
  };
  if (batchId === null) return (await look(ctx)).out;
  return asSystem(ctx, async (tx) => {
    await oneImportAtATime(tx.sql);
    const { ready, better, out } = await look(tx);
    if (out.created + out.copies + out.updated === 0) tx.unchanged(undefined);
    else await write(tx, ready, better, batchId, out);
    return out;
  });
}

type Ready = Awaited<ReturnType<typeof withCopies>>;

/** Lines whose words take the place of what stands there, and say something else. */
async function betterOf(ctx: Ctx, ready: Ready): Promise<{ bookId: string; line: Draft }[]> {
  const wanted = ready.flatMap(({ group, lines: [line] }) =>
    group.isOverlaid && group.bookId !== null && line ? [{ bookId: group.bookId, line }] : [],
  );
  const records = wanted.filter(({ line }) => line.marc !== undefined);
  return [
    ...records,
    ...(await completedRows(
      ctx.sql,
      wanted.filter(({ line }) => line.marc === undefined),
    )),
  ];
}

async function write(
  tx: VerbCtx,
  ready: Ready,
  better: readonly { bookId: string; line: Draft }[],
  batchId: string,
  out: Written,
): Promise<void> {
  await storeBatch(tx, batchId, out);
  const fresh = ready.filter(({ group }) => group.bookId === null);
  const items = fresh.flatMap(({ lines, copies }) => (lines[0] ? [{ ...lines[0].book, copies }] : []));
  const made = items.length > 0 ? await createBooks(tx, items, batchId) : [];
  const records = fresh.flatMap(({ lines: [line] }, at) =>
    line?.marc ? [{ bookId: made[at] ?? '', marc: line.marc }] : [],
  );
  await addMarc(tx, records, batchId);
  const changed = await overlayBooks(tx, better, batchId);
  const more = ready.filter(({ group, copies }) => group.bookId !== null && copies.length > 0);
  const ids = more.flatMap(({ group }) => group.bookId ?? []).sort();
  if (ids.length > 0) {
    await lockBooks(tx.sql, ids);
    const copies = more.flatMap(({ group, copies }) => copies.map((copy) => ({ ...copy, bookId: group.bookId ?? '' })));
    await insertCopies(tx, copies, batchId);
    await reindexBooks(tx, ids);
  }
  tx.record('catalog.imported', {
    type: 'IMPORT',
    id: batchId,
    new: {
      batch: batchId,
      count: out.created,
      copies: out.copies,
      ...(out.updated > 0 ? { updated: out.updated } : {}),
    },
    touches: ['book', ...[...ids, ...changed].map((id) => `book:${id}`)],
  });
}

const batchRow = prepared(
  'catalog.batch',
  `insert into catalog_batches (id, kind, summary, created_at, created_by) values ($1, 'IMPORT', $2, $3, $4)
   on conflict (id) do update set summary = jsonb_build_object(
     'created', (catalog_batches.summary ->> 'created')::int + (excluded.summary ->> 'created')::int,
     'copies', (catalog_batches.summary ->> 'copies')::int + (excluded.summary ->> 'copies')::int)`,
);
async function storeBatch(tx: VerbCtx, id: string, { created, copies }: Written): Promise<void> {
  const by = tx.actor.kind === 'account' ? tx.actor.accountId : null;
  await batchRow.all(tx.sql, [id, JSON.stringify({ created, copies }), tx.now, by]);
}
