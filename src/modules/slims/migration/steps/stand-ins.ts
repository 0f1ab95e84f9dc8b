import type { VerbCtx } from '../../../../kernel/context.ts';
import { newId } from '../../../../kernel/ids.ts';
import { putMovedBooks, putMovedCopies, takenBarcodes } from '../../../catalog/index.ts';
import { putMovedMembers, takenNumbers } from '../../../members/index.ts';
import { find, remember } from '../ids.ts';
import type { Alias, Move } from '../move.ts';
import { codeKey, type Misfit } from '../row.ts';
import { numberOf } from './members.ts';

const GONE = 'Sudah dihapus di SLiMS';

/** Titles that SLiMS deleted while copies or loans still name them: archived, so that nothing is without its title. */
export async function standInTitles(
  move: Move,
  tx: VerbCtx | null,
  wanted: readonly { old: string; title: string | null }[],
): Promise<Alias[]> {
  const made = wanted.map(({ old, title }) => ({
    old,
    id: newId(),
    title: (title ?? `${GONE} (${old})`).slice(0, 500),
  }));
  const books = made.map(({ id, title }) => ({
    id,
    title,
    author: 'Anonim',
    isbn: null,
    category: 'Lainnya',
    materialType: 'BOOK',
    language: null,
    publishedYear: null,
    publisher: null,
    place: null,
    edition: null,
    series: null,
    pages: null,
    classification: null,
    callNumber: null,
    description: null,
    flags: ['gone_in_slims', 'no_author', 'no_category'],
    isHidden: true,
    contributors: [],
    subjects: [],
    createdAt: move.now,
  }));
  if (tx) await putMovedBooks(tx, books, []);
  return made.map(({ old, id }) => {
    remember(move, 'title', old, id);
    return { kind: 'title', old, id, misfits: [{ code: 'gone_in_slims' }] };
  });
}

export interface LostCopy {
  /** As it was spelled. */
  code: string;
  biblioId: string | null;
  title: string | null;
}

/** Copies that loans name and SLiMS has no more: withdrawn, with their code where it can be had. */
export async function standInCopies(move: Move, tx: VerbCtx | null, lost: readonly LostCopy[]): Promise<Alias[]> {
  const one = new Map(lost.map((copy) => [codeKey(copy.code), copy]));
  const titleOf = ({ biblioId, code }: LostCopy): string => biblioId ?? `code-${codeKey(code)}`;
  const wanted = [...one.values()];
  const known = await find(move, (tx ?? move.ctx).sql, 'title', wanted.map(titleOf));
  const missing = new Map(
    wanted.filter((copy) => !known.has(titleOf(copy))).map((copy) => [titleOf(copy), copy.title]),
  );
  const titles = await standInTitles(
    move,
    tx,
    [...missing].map(([old, title]) => ({ old, title })),
  );
  const bookOf = new Map([...known, ...titles.map(({ old, id }) => [old, id] as const)]);
  const taken = new Set(
    await takenBarcodes(
      (tx ?? move.ctx).sql,
      wanted.map(({ code }) => code),
    ),
  );
  const copies = wanted.map((copy) => {
    const isFree = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(copy.code) && !taken.has(copy.code.toLowerCase());
    return {
      id: newId(),
      bookId: bookOf.get(titleOf(copy)) ?? '',
      barcode: isFree ? copy.code : null,
      branchId: move.branchId,
      collectionTypeId: move.grounds.anyCollectionType,
      location: null,
      status: 'WITHDRAWN' as const,
      withdrawnReason: GONE,
      price: null,
      acquiredOn: null,
      inventoryNumber: null,
      notes: isFree ? null : `SLiMS: ${copy.code}`.slice(0, 1000),
      createdAt: move.now,
    };
  });
  if (tx) await putMovedCopies(tx, copies);
  const made = wanted.map((copy, n): Alias => {
    const old = codeKey(copy.code);
    const id = copies[n]?.id ?? '';
    remember(move, 'code', old, id);
    return { kind: 'code', old, id, misfits: [{ code: 'gone_in_slims', value: copy.code.slice(0, 200) }] };
  });
  return [...titles, ...made];
}

/** Members whom loans, fines or visits name and SLiMS has no more: their card has run out. */
export async function standInMembers(
  move: Move,
  tx: VerbCtx | null,
  lost: readonly { number: string; name: string | null }[],
): Promise<Alias[]> {
  const one = [...new Map(lost.map((member) => [codeKey(member.number), member])).values()];
  if (one.length === 0) return [];
  const taken = new Set(
    await takenNumbers(
      (tx ?? move.ctx).sql,
      one.map(({ number }) => number),
    ),
  );
  const today = move.now.toISOString().slice(0, 10);
  const members = one.map(({ number, name }) => {
    const misfits: Misfit[] = [{ code: 'gone_in_slims', value: number }];
    return {
      misfits,
      row: {
        id: newId(),
        memberId: numberOf(number.trim() || 'SLIMS', taken, misfits),
        memberTypeId: move.grounds.anyMemberType,
        branchId: move.branchId,
        name: (name ?? `${GONE} (${number})`).slice(0, 255),
        email: null,
        phone: null,
        address: null,
        identityNumber: null,
        department: null,
        joinDate: today,
        expiryDate: today,
        notes: GONE,
        suspendedBecause: GONE,
        createdAt: move.now,
      },
    };
  });
  if (tx)
    await putMovedMembers(
      tx,
      members.map(({ row }) => row),
    );
  return members.map(({ row, misfits }, n) => {
    const old = codeKey(one[n]?.number ?? '');
    remember(move, 'member', old, row.id);
    return { kind: 'member', old, id: row.id, misfits };
  });
}
