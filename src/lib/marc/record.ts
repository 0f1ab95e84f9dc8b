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

export function dataFields(record: MarcRecord, ...tags: readonly string[]): DataField[] {
  const found: DataField[] = [];
  for (const field of record.fields) if (tags.includes(field.tag) && !isControl(field)) found.push(field);
  return found;
}

export function dataField(record: MarcRecord, ...tags: readonly string[]): DataField | undefined {
  for (const field of record.fields) if (tags.includes(field.tag) && !isControl(field)) return field;
  return undefined;
}

/** Values of these subfields, in the order of the field. */
export function values(field: DataField | undefined, codes: string): string[] {
  const found: string[] = [];
  for (const { code, value: text } of field?.subfields ?? []) if (codes.includes(code)) found.push(text);
  return found;
}

export const value = (field: DataField | undefined, code: string): string | undefined =>
  field?.subfields.find((subfield) => subfield.code === code)?.value;
