export interface ControlField {
  readonly tag: string;
  readonly value: string;
}

export interface Subfield {
  readonly code: string;
  readonly value: string;
}

export interface DataField {
  readonly tag: string;
  /** Two characters. */
  readonly indicators: string;
  readonly subfields: readonly Subfield[];
}

export type MarcField = ControlField | DataField;

/** A record in Unicode, as its file had it: combining marks behind their letters, nothing normalised. */
export interface MarcRecord {
  /** 24 characters. */
  readonly leader: string;
  readonly fields: readonly MarcField[];
}

export const isControl = (field: MarcField): field is ControlField => 'value' in field;
export const isControlTag = (tag: string): boolean => tag.startsWith('00');

export function controlValue(record: MarcRecord, tag: string): string | undefined {
  for (const field of record.fields) if (field.tag === tag && isControl(field)) return field.value;
  return undefined;
}

export const dataFields = (record: MarcRecord, ...tags: readonly string[]): DataField[] =>
  record.fields.filter((field): field is DataField => !isControl(field) && tags.includes(field.tag));

export const dataField = (record: MarcRecord, ...tags: readonly string[]): DataField | undefined =>
  dataFields(record, ...tags)[0];

/** Values of these subfields, in the order of the field. */
export const values = (field: DataField | undefined, codes: string): string[] =>
  (field?.subfields ?? []).filter(({ code }) => codes.includes(code)).map(({ value }) => value);

export const value = (field: DataField | undefined, code: string): string | undefined =>
  field?.subfields.find((subfield) => subfield.code === code)?.value;
