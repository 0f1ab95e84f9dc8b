import type { Zip } from '../zip/open.ts';
import { SheetError } from './error.ts';
import { readWhole, type XmlHandler } from './xml.ts';

/** Where a workbook keeps what is read of it. */
export interface Parts {
  readonly sheet: string;
  readonly strings: string | null;
  readonly styles: string | null;
  /** Days are counted from 1904. */
  readonly from1904: boolean;
}

interface Sheet {
  id: string;
  hidden: boolean;
}

export async function whole(zip: Zip, name: string, handler: XmlHandler): Promise<boolean> {
  const entry = zip.entries.get(name);
  if (!entry) return false;
  await readWhole(await zip.stream(entry), handler);
  return true;
}

const targetOf = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

/** The first sheet that is not hidden. */
export async function partsOf(zip: Zip): Promise<Parts> {
  if (zip.entries.has('xl/vbaProject.bin')) throw new SheetError('sheet.macro');
  const sheets: Sheet[] = [];
  let from1904 = false;
  const isBook = await whole(zip, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name === 'sheet' && sheets.length < 1_000)
        sheets.push({ id: idIn(attributes), hidden: (attributes.state ?? 'visible') !== 'visible' });
    },
  });
  if (!isBook) throw new SheetError('sheet.not_xlsx');
  const targets = new Map<string, string>();
  const byType = new Map<string, string>();
  await whole(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, { Id = '', Target = '', Type = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External' || targets.size > 10_000) return;
      targets.set(Id, targetOf(Target));
      byType.set(Type.slice(Type.lastIndexOf('/') + 1), targetOf(Target));
    },
  });
  const shown = sheets.find(({ hidden }) => !hidden);
  const sheet = targets.get(shown?.id ?? '');
  if (!sheet || !zip.entries.has(sheet)) throw new SheetError('sheet.no_sheet');
  return { sheet, strings: byType.get('sharedStrings') ?? null, styles: byType.get('styles') ?? null, from1904 };
}

/** r:id, whatever the prefix is called. */
const idIn = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
