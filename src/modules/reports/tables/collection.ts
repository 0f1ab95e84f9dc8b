import { hasMessage } from '../../../kernel/i18n.ts';
import type { CollectionFigures } from '../subjects/collection.ts';
import { columnsOf, type Row, type Say, type Table } from './table.ts';

const COLUMNS = [
  ['class', 'text', 5],
  ['item', 'text', 4],
  ['titles', 'number', 2],
  ['copies', 'number', 2],
  ['addedTitles', 'number', 2],
  ['addedCopies', 'number', 2],
  ['withdrawnTitles', 'number', 2],
  ['withdrawnCopies', 'number', 2],
] as const;

type Shelf = CollectionFigures['classes'][number];

/** Material types are the library's own words; the usual ones have a name. */
const wordFor = (say: Say, list: 'material' | 'copy_status', code: string): string =>
  hasMessage(`reports.${list}.${code}`) ? say(`${list}.${code}`) : code;

export function collectionTable(say: Say, figures: CollectionFigures): Table {
  const rowsOf = ({ class: ddc, byMaterialType, byStatus, ...held }: Shelf): Row[] => {
    const name = say(`ddc.${ddc ?? 'none'}`);
    return [
      { class: name, item: say('part.total'), ...held },
      ...byMaterialType.map(({ materialType, ...part }) => ({
        class: name,
        item: wordFor(say, 'material', materialType),
        ...part,
      })),
      ...byStatus.map(({ status, copies }) => ({ class: name, item: wordFor(say, 'copy_status', status), copies })),
    ];
  };
  const bare = figures.titlesWithoutCopies;
  return {
    columns: columnsOf(say, COLUMNS),
    rows: [
      { class: say('part.total'), item: null, ...figures.totals },
      ...(bare === null ? [] : [{ class: say('part.total'), item: say('without_copies'), titles: bare }]),
      ...figures.classes.flatMap(rowsOf),
    ],
  };
}
