import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { addCollectionType, listCollectionTypes } from '../../catalog/index.ts';
import { createMemberType, listMemberTypes } from '../../members/index.ts';
import { movedRoom } from '../../visits/index.ts';
import { knownOf, writeIds } from './ids.ts';
import type { Move } from './move.ts';
import { digestOf, type Misfit, type Row, text, whole } from './row.ts';

/** Types, states and places: few, and needed by everything else. */
export interface Grounds {
  /** By SLiMS's number. */
  readonly memberTypes: ReadonlyMap<string, string>;
  readonly anyMemberType: string;
  readonly collectionTypes: ReadonlyMap<string, string>;
  readonly anyCollectionType: string;
  /** What may not be lent, whatever it is. */
  readonly notLent: string;
  readonly statuses: ReadonlyMap<string, { name: string; noLoan: boolean }>;
  readonly locations: ReadonlyMap<string, string>;
  readonly rooms: ReadonlyMap<string, string>;
}

export const NO_GROUNDS: Grounds = {
  memberTypes: new Map(),
  anyMemberType: '',
  collectionTypes: new Map(),
  anyCollectionType: '',
  notLent: '',
  statuses: new Map(),
  locations: new Map(),
  rooms: new Map(),
};

/** 'BUKU-TEKS', another number behind it where it is taken. */
function codeFrom(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 16);
  const base = plain || 'SLIMS';
  let code = base;
  for (let n = 2; taken.has(code); n++) code = `${base}-${n}`;
  taken.add(code);
  return code;
}

interface Named {
  kind: string;
  /** What is there already, by name. */
  there: readonly { id: string; code: string; name: string }[];
  add(tx: VerbCtx, made: { code: string; name: string; row: Row }): Promise<string>;
}

/** Types by name: one that is there already is taken for the same. */
async function typesOf(move: Move, tx: VerbCtx | null, rows: readonly Row[], key: string, name: string, n: Named) {
  const known = new Map(
    (
      await knownOf(
        move.ctx.sql,
        move.sourceId,
        n.kind,
        rows.map((row) => String(row[key])),
      )
    ).map((k) => [k.old, k]),
  );
  const taken = new Set(n.there.map(({ code }) => code));
  const ids = new Map<string, string>();
  for (const row of rows) {
    const old = String(row[key]);
    const title = (text(row, name) ?? `SLiMS ${old}`).slice(0, 100);
    const before = known.get(old);
    const same = n.there.find((one) => one.name.toLowerCase() === title.toLowerCase())?.id;
    const id =
      before?.id ?? same ?? (tx ? await n.add(tx, { code: codeFrom(title, taken), name: title, row }) : newId());
    ids.set(old, id);
    const digest = digestOf(row);
    if (tx && before?.digest !== digest.toString('hex')) {
      await writeIds(move, tx, { name: n.kind, keepsRecord: true }, [
        { item: { old, row, digest, known: null }, id, misfits: [] },
      ]);
      tx.record('slims.type_moved', { type: 'IMPORT', id, name: title, new: { kind: n.kind, old } });
    }
  }
  return ids;
}

const table = async (move: Move, name: string): Promise<Row[]> =>
  move.origin.has(name) ? move.origin.rows(`select * from ${name} order by 1`) : [];

const NO_TYPE = {
  member: 'Tanpa jenis (SLiMS)',
  collection: 'Tanpa jenis (SLiMS)',
  notLent: 'Tidak dipinjamkan (SLiMS)',
};

async function memberTypes(move: Move, tx: VerbCtx | null): Promise<Map<string, string>> {
  const rows = await table(move, 'mst_member_type');
  const { items } = await listMemberTypes(move.ctx, { limit: 100 });
  const none: Row = { member_type_id: 'none', member_type_name: NO_TYPE.member };
  return typesOf(move, tx, [...rows, none], 'member_type_id', 'member_type_name', {
    kind: 'member-type',
    there: items,
    async add(inside, { code, name, row }) {
      const days = whole(row, 'member_periode');
      const membershipDays = days >= 1 && days <= 36_500 ? days : null;
      return (await createMemberType(inside, { code, name, membershipDays })).id;
    },
  });
}

async function collectionTypes(move: Move, tx: VerbCtx | null): Promise<Map<string, string>> {
  const rows = await table(move, 'mst_coll_type');
  const own: Row[] = [
    { coll_type_id: 'none', coll_type_name: NO_TYPE.collection },
    { coll_type_id: 'not-lent', coll_type_name: NO_TYPE.notLent },
  ];
  return typesOf(move, tx, [...rows, ...own], 'coll_type_id', 'coll_type_name', {
    kind: 'collection-type',
    there: await listCollectionTypes(move.ctx, {}),
    async add(inside, { code, name, row }) {
      const id = newId();
      await addCollectionType(inside, { id, code, name, loanable: row.coll_type_id !== 'not-lent' });
      return id;
    },
  });
}

async function rooms(move: Move, tx: VerbCtx | null): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const row of await table(move, 'mst_visitor_room')) {
    const code = text(row, 'unique_code');
    if (!code) continue;
    const here =
      code
        .toUpperCase()
        .replace(/[^A-Z0-9-]+/g, '-')
        .replace(/^-+/, '') || 'RUANG';
    const [before] = await knownOf(move.ctx.sql, move.sourceId, 'room', [code]);
    const id = before?.id ?? (tx ? await movedRoom(tx, move.branchId, here, text(row, 'name') ?? here) : newId());
    found.set(code.toLowerCase(), id);
    if (!tx || before) continue;
    const misfits: Misfit[] = [];
    await writeIds(move, tx, { name: 'room', keepsRecord: true }, [
      { item: { old: code, row, digest: digestOf(row), known: null }, id, misfits },
    ]);
    tx.record('slims.type_moved', { type: 'IMPORT', id, name: here, new: { kind: 'room', old: code } });
  }
  return found;
}

/** Makes what is not there yet; in a rehearsal only says what there would be. */
export async function layGrounds(move: Move): Promise<Grounds> {
  const lay = async (tx: VerbCtx | null): Promise<Grounds> => {
    const people = await memberTypes(move, tx);
    const collections = await collectionTypes(move, tx);
    const entries = (rows: readonly Row[], key: string) => rows.map((row) => [codeOf(row[key]), row] as const);
    const statuses = entries(await table(move, 'mst_item_status'), 'item_status_id');
    const locations = entries(await table(move, 'mst_location'), 'location_id');
    return {
      memberTypes: people,
      anyMemberType: people.get('none') ?? '',
      collectionTypes: collections,
      anyCollectionType: collections.get('none') ?? '',
      notLent: collections.get('not-lent') ?? '',
      statuses: new Map(
        statuses.map(([id, row]) => [
          id,
          { name: text(row, 'item_status_name') ?? id, noLoan: whole(row, 'no_loan') === 1 },
        ]),
      ),
      locations: new Map(locations.map(([id, row]) => [id, text(row, 'location_name') ?? id])),
      rooms: await rooms(move, tx),
    };
  };
  if (move.dry) return lay(null);
  return asSystem(move.ctx, async (tx) => tx.unchanged(await lay(tx)));
}

export const codeOf = (value: unknown): string =>
  String(value ?? '')
    .trim()
    .toUpperCase();
