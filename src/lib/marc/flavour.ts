import { controlValue, dataField, dataFields, type MarcRecord, value, values } from './record.ts';

export type MarcFlavour = 'MARC21' | 'UNIMARC' | 'INDOMARC';

/** Which dialect a record speaks; the file does not say. INDOMARC is MARC 21 with Indonesian habits. */
export function flavourOf(record: MarcRecord): MarcFlavour {
  if (isUnimarc(record)) return 'UNIMARC';
  return isIndomarc(record) ? 'INDOMARC' : 'MARC21';
}

/** A title proper in 200 and coded data of a fixed form in 100 $a, where MARC 21 has an author's name. */
export function isUnimarc(record: MarcRecord): boolean {
  if (dataField(record, '245')) return false;
  const coded = value(dataField(record, '100'), 'a');
  return dataField(record, '200') !== undefined || (coded !== undefined && /^\d{8}[a-k ]/.test(coded));
}

/** Made by INLISLite or by the National Library (JKPNPNA), or numbered as they number. */
function isIndomarc(record: MarcRecord): boolean {
  const number = controlValue(record, '001') ?? '';
  const source = controlValue(record, '003') ?? '';
  if (/^INLIS\d/i.test(number) || /^(INLIS|JKPN)/i.test(source)) return true;
  if (values(dataField(record, '040'), 'acd').some((agency) => /^JKPN/.test(agency))) return true;
  return dataFields(record, '035').some((field) => /^\d{4}-\d{10}$/.test(value(field, 'a')?.trim() ?? ''));
}
