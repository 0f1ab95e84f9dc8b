import { newId } from '../../../../kernel/ids.ts';
import { type MovedCopy, movedCopies, putMovedCopies, takenBarcodes } from '../../../catalog/index.ts';
import { codeOf } from '../grounds.ts';
import { find, remember } from '../ids.ts';
import type { Alias, Item, Move, Step, Stored } from '../move.ts';
import { dayOf } from '../naive-time.ts';
import { codeKey, fitted, type Misfit, type Row, text, whole } from '../row.ts';
import { indexNow } from './search.ts';
import { standInTitles } from './stand-ins.ts';

const BARCODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

/** '0' and whatever is in no list is on the shelf. */
export function statusOf(row: Row): MovedCopy['status'] {
  const status = codeOf(row.item_status_id);
  if (status === 'MIS') return 'LOST';
  return status === 'R' ? 'DAMAGED' : 'AVAILABLE';
}

function typeOf(row: Row, { grounds }: Pick<Move, 'grounds'>, misfits: Misfit[]): string {
  if (statusOf(row) === 'AVAILABLE' && grounds.statuses.get(codeOf(row.item_status_id))?.noLoan) return grounds.notLent;
  const type = grounds.collectionTypes.get(String(row.coll_type_id));
  if (!type) misfits.push({ code: 'no_collection_type', value: String(row.coll_type_id ?? '') });
  return type ?? grounds.anyCollectionType;
}

export function copyOf(id: string, bookId: string, row: Row, move: Move): { copy: MovedCopy; misfits: Misfit[] } {
  const misfits: Misfit[] = [];
  const code = text(row, 'item_code');
  const isCode = code !== null && BARCODE.test(code);
  if (code === null) misfits.push({ code: 'no_barcode' });
  else if (!isCode) misfits.push({ code: 'bad_barcode', value: code });
  const location = [move.grounds.locations.get(codeOf(row.location_id)), text(row, 'site')].filter((part) => part);
  const price = whole(row, 'price');
  const currency = text(row, 'price_currency');
  const isRupiah = currency === null || /^(?:rp|idr|rupiah)/i.test(currency);
  if (price > 0 && !isRupiah) misfits.push({ code: 'foreign_price', value: `${price} ${currency}` });
  const copy: MovedCopy = {
    id,
    bookId,
    barcode: isCode ? code : null,
    branchId: move.branchId,
    collectionTypeId: typeOf(row, move, misfits),
    location: fitted(misfits, location.join(' · ') || null, 100, 'location_cut'),
    status: statusOf(row),
    price: price > 0 && isRupiah ? price : null,
    acquiredOn: dayOf(row.received_date),
    inventoryNumber: fitted(misfits, text(row, 'inventory_code'), 100, 'inventory_cut'),
    notes: code !== null && !isCode ? `SLiMS: ${code}` : null,
    createdAt: move.clock.instant(row.input_date) ?? move.now,
  };
  return { copy, misfits };
}

interface Made {
  item: Item;
  copy: MovedCopy;
  misfits: Misfit[];
}

/** What stands on the sticker is one copy's; a second one gets a new barcode and keeps the old in its notes. */
async function oneBarcodeEach(move: Move, made: Made[]): Promise<Made[]> {
  const known = await movedCopies(
    move.ctx.sql,
    made.flatMap(({ item }) => item.known?.id ?? []),
  );
  const wanted = made.flatMap(({ copy }) =>
    copy.barcode && known.get(copy.id)?.barcode !== copy.barcode ? [copy.barcode] : [],
  );
  const taken = new Set([...(await takenBarcodes(move.ctx.sql, wanted)), ...(move.dry?.taken.get('barcode') ?? [])]);
  return made.map(({ item, copy, misfits }) => {
    const before = known.get(copy.id)?.barcode ?? null;
    if (copy.barcode === null || copy.barcode === before) return { item, copy: { ...copy, barcode: before }, misfits };
    const key = copy.barcode.toLowerCase();
    if (taken.has(key)) {
      misfits.push({ code: 'barcode_taken', value: copy.barcode });
      return { item, copy: { ...copy, barcode: before, notes: `SLiMS: ${copy.barcode}` }, misfits };
    }
    taken.add(key);
    move.dry?.taken.get('barcode')?.add(key);
    return { item, copy, misfits };
  });
}

export const items: Step = {
  name: 'item',
  table: 'item',
  key: 'item_id',
  keepsRecord: true,
  runs: () => true,
  async read({ origin }, after, since) {
    const where = since ? 'and (i.last_update >= ? or i.input_date >= ?)' : '';
    const rows = await origin.rows(`select * from item i where i.item_id > ? ${where} order by i.item_id limit 1000`, [
      Number(after ?? 0),
      ...(since ? [since, since] : []),
    ]);
    if (!origin.has('item_custom')) return rows;
    const custom = await origin.among(
      (marks) => `select * from item_custom where item_id in (${marks})`,
      rows.map((row) => whole(row, 'item_id')),
    );
    const byItem = new Map(custom.map((row) => [row.item_id, row]));
    return rows.map((row) => (byItem.has(row.item_id) ? { ...row, custom: [byItem.get(row.item_id)] } : row));
  },
  keyOf: (row) => String(row.item_id),
  async store(move, tx, items) {
    const here = { ...move, ctx: tx ?? move.ctx };
    const titles = items.map(({ row }) => String(row.biblio_id ?? 'none'));
    const known = await find(here, here.ctx.sql, 'title', titles);
    const lost = titles.filter((title) => !known.has(title));
    const aliases: Alias[] = await standInTitles(
      here,
      tx,
      [...new Set(lost)].map((old) => ({ old, title: null })),
    );
    const bookIds = new Map([...known, ...aliases.map(({ old, id }) => [old, id] as const)]);
    const made = items.map((item): Made => {
      const title = String(item.row.biblio_id ?? 'none');
      const { copy, misfits } = copyOf(item.known?.id ?? newId(), bookIds.get(title) ?? '', item.row, move);
      if (lost.includes(title)) misfits.push({ code: 'title_gone', value: title });
      return { item, copy, misfits };
    });
    const copies = await oneBarcodeEach(here, made);
    if (tx) {
      await putMovedCopies(
        tx,
        copies.map(({ copy }) => copy),
      );
      await indexNow(
        move,
        tx,
        copies.map(({ copy }) => copy.bookId),
      );
    }
    const stored: Stored[] = copies.map(({ item, copy, misfits }) => ({ item, id: copy.id, misfits }));
    const codes = copies.flatMap(({ item, copy }): Alias[] => {
      const code = text(item.row, 'item_code');
      return code ? [{ kind: 'code', old: codeKey(code), id: copy.id }] : [];
    });
    for (const { kind, old, id } of codes) remember(move, kind, old, id);
    return { stored, aliases: [...aliases, ...codes] };
  },
};
