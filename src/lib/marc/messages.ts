import type { MarcProblemCode } from './problem.ts';

/** For people; `{detail}` is filled in where there is one. */
export const marcMessages = {
  'marc.not_a_record': { id: 'Bukan cantuman MARC', en: 'This is no MARC record' },
  'marc.truncated': { id: 'Berkas terputus di tengah cantuman', en: 'The file ends in the middle of a record' },
  'marc.too_large': { id: 'Cantuman terlalu besar', en: 'The record is too large' },
  'marc.too_many_fields': { id: 'Cantuman mempunyai terlalu banyak ruas', en: 'The record has too many fields' },
  'marc.no_fields': { id: 'Cantuman tidak mempunyai ruas', en: 'The record has no fields' },
  'marc.directory_broken': {
    id: 'Direktori cantuman rusak; isi ruasnya tidak dapat dipastikan',
    en: 'The directory of the record is broken; what its fields are cannot be known',
  },
  'marc.nul': { id: 'Cantuman memuat byte nol', en: 'The record has zero bytes in it' },
  'marc.bad_tag': { id: 'Tag {detail} bukan tag MARC', en: '{detail} is no MARC tag' },
  'marc.bad_code': { id: 'Kode subruas salah di ruas {detail}', en: 'A subfield code of field {detail} is wrong' },
  'marc.bad_indicator': { id: 'Indikator ruas {detail} salah', en: 'An indicator of field {detail} is wrong' },
  'marc.separator_inside': {
    id: 'Ruas {detail} memuat tanda pemisah cantuman',
    en: 'Field {detail} has a mark inside that separates fields or records',
  },
  'marc.lone_surrogate': { id: 'Ruas {detail} memuat setengah karakter', en: 'Field {detail} has half a character' },
  'marc.bad_xml': { id: 'XML rusak ({detail})', en: 'The XML is broken ({detail})' },
  'marc.xml_dtd': {
    id: 'Berkas XML dengan DTD atau entitas tidak diterima',
    en: 'XML files with a DTD or entities are not accepted',
  },
  'marc.too_deep': { id: 'Susunan cantuman terlalu dalam', en: 'The record is nested too deep' },
  'marc.bad_json': { id: 'JSON rusak', en: 'The JSON is broken' },
  'marc.bad_shape': { id: 'Bukan MARC-in-JSON ({detail})', en: 'This is no MARC-in-JSON ({detail})' },
  'marc.length_wrong': { id: 'Panjang di label salah', en: 'The leader tells a wrong length' },
  'marc.base_wrong': { id: 'Alamat data di label salah', en: 'The leader tells a wrong address of the data' },
  'marc.directory_wrong': {
    id: 'Direktori salah; dibaca dari tanda akhir ruas',
    en: 'The directory was wrong; read by the ends of the fields',
  },
  'marc.oversize': { id: 'Lebih panjang daripada yang diizinkan ISO 2709', en: 'Longer than ISO 2709 allows' },
  'marc.leader_wrong': { id: 'Label cantuman tidak 24 karakter', en: 'The leader has not 24 characters' },
  'marc.encoding_lies': {
    id: 'Label menyebut pengodean yang salah; sebenarnya {detail}',
    en: 'The leader tells a wrong encoding; it is {detail}',
  },
  'marc.bad_bytes': { id: 'Ada huruf yang tidak dapat dibaca', en: 'There are letters that cannot be read' },
  'marc.control_characters': {
    id: 'Ada karakter kendali di dalam teks',
    en: 'There are control characters in the text',
  },
  'marc.indicators_wrong': {
    id: 'Ruas {detail} tidak mempunyai dua indikator',
    en: 'Field {detail} has not two indicators',
  },
  'marc.no_subfields': { id: 'Ruas {detail} tanpa subruas', en: 'Field {detail} has no subfields' },
  'marc.empty_subfield': {
    id: 'Ruas {detail} memuat subruas tanpa kode',
    en: 'Field {detail} has a subfield without a code',
  },
} satisfies Record<MarcProblemCode, { id: string; en: string }>;
