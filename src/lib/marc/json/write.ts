import { isControl, type MarcField, type MarcRecord } from '../record.ts';

const fieldOf = (field: MarcField): object =>
  isControl(field)
    ? { [field.tag]: field.value }
    : {
        [field.tag]: {
          ind1: field.indicators[0] ?? ' ',
          ind2: field.indicators[1] ?? ' ',
          subfields: field.subfields.map(({ code, value }) => ({ [code]: value })),
        },
      };

/** One record as MARC-in-JSON, on one line. */
export const encodeMarcJson = ({ leader, fields }: MarcRecord): string =>
  JSON.stringify({ leader, fields: fields.map(fieldOf) });
