import type { Ctx, VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { LabelSheet, Shift } from '../../../lib/labels/sheet.ts';
import { CARD_SHEETS, LABEL_SHEETS, sheetCalled } from '../../../lib/labels/sheets.ts';
import { kept } from '../queries.ts';
import { type OwnSheet, replyOf, type SheetReply, sheetOf } from './sheet.ts';

const all = prepared<OwnSheet>(
  'settings.sheets',
  `select id, name, paper_width as "paperWidth", paper_height as "paperHeight", columns, rows, label_width as "labelWidth",
     label_height as "labelHeight", left_edge as "leftEdge", top_edge as "topEdge", gap_x as "gapX", gap_y as "gapY", version,
     created_at as "createdAt", updated_at as "updatedAt"
   from label_sheets order by lower(name)`,
);
const shifts = prepared<Shift & { sheet: string }>('settings.shifts', 'select sheet, x, y from label_shifts');

interface Known {
  own: OwnSheet[];
  shifts: Record<string, Shift>;
}

const known = (ctx: Ctx): Promise<Known> =>
  kept(ctx, 'label-sheets', ['label-sheet'], async (sql) => ({
    own: await all.all(sql, []),
    shifts: Object.fromEntries((await shifts.all(sql, [])).map(({ sheet, x, y }) => [sheet, { x, y }])),
  }));

const shifted = (sheet: LabelSheet, { shifts }: Known): LabelSheet => {
  const shift = shifts[sheet.code];
  return shift === undefined ? sheet : { ...sheet, shift };
};

/** One's own sheets first, then those the program knows, with what each printer needs. */
export async function sheetsFor(ctx: Ctx, use: 'labels' | 'cards'): Promise<SheetReply[]> {
  const what = await known(ctx);
  const ours = use === 'labels' ? LABEL_SHEETS : CARD_SHEETS;
  const own = use === 'labels' ? what.own : what.own.filter(holdsCards);
  return [
    ...own.map((sheet) => replyOf(shifted(sheetOf(sheet), what), sheet)),
    ...ours.map((sheet) => replyOf(shifted(sheet, what), undefined)),
  ];
}

/** A card is 85.6 × 54 mm; a hair of tolerance for who measured it with a ruler. */
const holdsCards = ({ labelWidth, labelHeight }: OwnSheet): boolean => labelWidth >= 85 && labelHeight >= 53.5;

/** A sheet by its code or id, shifted as its printer needs; undefined where there is none. */
export async function labelSheetCalled(ctx: Ctx, code: string): Promise<LabelSheet | undefined> {
  const what = await known(ctx);
  const own = what.own.find(({ id }) => id === code);
  const sheet = own ? sheetOf(own) : sheetCalled(code);
  return sheet && shifted(sheet, what);
}

export async function sheetReply(ctx: Ctx, code: string): Promise<SheetReply | undefined> {
  const what = await known(ctx);
  const own = what.own.find(({ id }) => id === code);
  const sheet = await labelSheetCalled(ctx, code);
  return sheet && replyOf(sheet, own);
}

const lock = prepared<{ version: number }>(
  'settings.sheet.lock',
  'select version from label_sheets where id = $1 for update',
);
export const lockSheet = (ctx: VerbCtx, id: string): Promise<{ version: number } | undefined> =>
  lock.one(ctx.sql, [id]);
