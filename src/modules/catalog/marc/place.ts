import { type DataField, dataField, dataFields, type MarcRecord, value } from '../../../lib/marc/record.ts';
import type { RECORD_COLUMNS } from '../fields.ts';

/** Where a column stands in a record: reading and writing look in the very same field. */
export interface ColumnPlace {
  find(record: MarcRecord): DataField | undefined;
  /** The subfield that takes a new value, and those that went with the old one. */
  codeIn(field: DataField | undefined): string;
  readonly others: string;
  /** A field that is made where there is none. */
  readonly tag: string;
  readonly indicators: string;
  /** Fields that say another column too: they stay, and a new field goes before them. */
  readonly shared?: readonly string[];
}

export type Column = (typeof RECORD_COLUMNS)[number];

/** The first field of these tags. */
export const placeIn = (
  tags: string,
  indicators: string,
  code: string,
  others = '',
  find = (record: MarcRecord): DataField | undefined => dataField(record, ...tags.split(' ')),
): ColumnPlace => ({ find, codeIn: () => code, others, tag: tags.split(' ')[0] ?? '', indicators });

/** The first of several places that says something; a new one is made as the one named `made`. */
export const firstSaid = (
  made: string,
  ...sources: readonly (readonly [tag: string, code: string])[]
): ColumnPlace => ({
  find: (record) =>
    sources
      .map(([tag, code]) => dataFields(record, tag).find((field) => value(field, code)?.trim()))
      .find((field) => field !== undefined),
  codeIn: (field) =>
    sources.find(([tag, code]) => tag === (field?.tag ?? made) && (!field || value(field, code)?.trim()))?.[1] ?? 'a',
  others: '',
  tag: made,
  indicators: '  ',
});
