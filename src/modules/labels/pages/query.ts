import type { z } from 'zod';
import { blankForm, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { barcodesInText, filterIn, filterParams } from '../../catalog/index.ts';
import type { SheetReply } from '../../settings/index.ts';
import type { ChosenInput } from '../choose.ts';
import { type Look, USUAL_SHEET } from '../job.ts';

export const LABELS = '/staf/label';
export const SHEETS = `${LABELS}/lembar`;
export const PRINTS = `${LABELS}/riwayat`;
export const RANGES = '/staf/nomor-barkode';

/** What the list of books showed, when labels of all of it were asked for. */
export const hasFilter = (query: URLSearchParams): boolean => query.get('semua') === 'ya';

export function chosenIn(query: URLSearchParams): z.input<typeof ChosenInput> {
  const text = (name: string): string | undefined => query.get(name)?.trim() || undefined;
  return {
    books: [...new Set(query.getAll('buku'))],
    barcodes: query.getAll('barcode').flatMap(barcodesInText),
    from: text('dari'),
    to: text('sampai'),
    batchId: text('impor'),
    unprinted: query.get('belum') === 'ya',
    since: text('sejak'),
    branchId: text('cabang'),
    ...(hasFilter(query) ? { filter: filterIn(query) } : {}),
  };
}

export const lookIn = (query: URLSearchParams) => ({
  kind: (query.get('jenis') ?? 'BARCODE') as Look['kind'],
  symbol: (query.get('simbol') ?? 'CODE128') as Look['symbol'],
  sheet: query.get('lembar') ?? USUAL_SHEET,
  start: query.get('mulai') || '1',
  outline: query.get('garis') === 'true',
});

export const formIn = (query: URLSearchParams): FormState =>
  blankForm({
    barcode: query.getAll('barcode').flatMap(barcodesInText).join('\n'),
    dari: query.get('dari'),
    sampai: query.get('sampai'),
    impor: query.get('impor'),
    belum: query.get('belum'),
    sejak: query.get('sejak'),
    cabang: query.get('cabang'),
    jenis: query.get('jenis') ?? 'BARCODE',
    simbol: query.get('simbol') ?? 'CODE128',
    lembar: query.get('lembar') ?? USUAL_SHEET,
    mulai: query.get('mulai') ?? '1',
    garis: query.get('garis'),
  });

/** Fields of the form whose errors come back under the verb's names. */
const FIELDS: Readonly<Record<string, string>> = {
  barcodes: 'barcode',
  from: 'dari',
  to: 'sampai',
  batchId: 'impor',
  since: 'sejak',
  branchId: 'cabang',
  kind: 'jenis',
  symbol: 'simbol',
  sheet: 'lembar',
  start: 'mulai',
};
export const refusedIn = (query: URLSearchParams, refused: FormState): FormState => ({
  ...formIn(query),
  summary: refused.summary,
  errors: Object.fromEntries(Object.entries(refused.errors).map(([name, text]) => [FIELDS[name] ?? name, text])),
});

/** What was chosen before one came here, carried along unseen. */
export function carried(query: URLSearchParams): [string, string][] {
  const books = query.getAll('buku').map((id): [string, string] => ['buku', id]);
  return hasFilter(query) ? [...books, ['semua', 'ya'], ...filterParams(query)] : books;
}

const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^tj-(\d+)$/, 'Tom & Jerry $1'],
  [/^avery-l(\d+)$/, 'Avery L$1'],
  [/^letter-(\d+)$/, 'Avery $1, Letter'],
];

/** 'Avery L7160 · 3 × 7 · 63.5 × 38.1 mm' */
export function sheetName(sheet: SheetReply, words: Words): string {
  const size = `${words.number(sheet.labelWidth)} × ${words.number(sheet.labelHeight)} mm`;
  const grid = `${sheet.columns} × ${sheet.rows}`;
  if (sheet.name) return `${sheet.name} · ${grid} · ${size}`;
  if (sheet.code.startsWith('roll-'))
    return `${words('labels.page.roll')} ${sheet.columns > 1 ? `${grid} · ` : ''}${size}`;
  const [pattern, brand] = BRANDS.find(([known]) => known.test(sheet.code)) ?? [];
  const name = pattern && brand ? sheet.code.replace(pattern, brand) : 'A4';
  return `${name} · ${grid} · ${size}`;
}
