import { type DataField, dataFields, type MarcRecord, value } from '../../../lib/marc/record.ts';
import { Barcode } from '../fields.ts';
import { plain } from './text.ts';

export interface Items {
  readonly barcodes: string[];
  readonly branch: string | undefined;
  readonly price: number | null;
}

interface Item {
  barcode: string | undefined;
  branch: string | undefined;
  price: number | null;
}

/** Copies as other systems write them: Koha in 952, holdings in 852, INDOMARC's numbers in 990. The first of them that says something. */
const ITEMS: readonly { tag: string; read(field: DataField): Item }[] = [
  {
    tag: '952',
    read: (field) => ({
      barcode: value(field, 'p'),
      branch: value(field, 'a') ?? value(field, 'b'),
      price: priceOf(value(field, 'g')),
    }),
  },
  { tag: '852', read: (field) => ({ barcode: value(field, 'p'), branch: value(field, 'b'), price: null }) },
  { tag: '990', read: (field) => ({ barcode: value(field, 'a'), branch: undefined, price: null }) },
];
const MOST = 500;

/** By branch and price, as a book's copies are made. */
export function itemsOf(record: MarcRecord, flag: (name: string, value: string) => void): Items[] {
  const found = ITEMS.map(({ tag, read }) =>
    dataFields(record, tag)
      .map(read)
      .filter(({ barcode }) => barcode?.trim()),
  ).find((items) => items.length > 0);
  const groups = new Map<string, Items>();
  const seen = new Set<string>();
  for (const { barcode: text = '', branch, price } of (found ?? []).slice(0, MOST)) {
    const barcode = Barcode.safeParse(plain(text));
    if (!barcode.success) flag('bad_barcode', plain(text).slice(0, 60));
    else if (!seen.has(barcode.data.toLowerCase())) {
      seen.add(barcode.data.toLowerCase());
      const at = plain(branch ?? '') || undefined;
      const key = `${at}\n${price}`;
      const group = groups.get(key) ?? { barcodes: [], branch: at, price };
      group.barcodes.push(barcode.data);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** Whole rupiah; other systems write hundredths behind a point. */
const priceOf = (text: string | undefined): number | null => {
  const price = Math.round(Number(text?.trim() || Number.NaN));
  return Number.isSafeInteger(price) && price >= 0 ? price : null;
};
