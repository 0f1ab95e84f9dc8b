import type { CsvProblem } from './error.ts';

/** For people; `{line}` and `{column}` are filled in. Every import shows the same ones. */
export const csvMessages = {
  'csv.empty': { id: 'Berkas kosong atau tanpa baris judul', en: 'The file is empty or has no header line' },
  'csv.not_text': { id: 'Baris {line}: berkas ini bukan teks CSV', en: 'Line {line}: this file is not CSV text' },
  'csv.bad_encoding': {
    id: 'Baris {line}: huruf tidak dapat dibaca; simpan berkas sebagai CSV UTF-8',
    en: 'Line {line}: letters that cannot be read; save the file as CSV UTF-8',
  },
  'csv.duplicate_column': {
    id: 'Kolom {column} ada dua kali',
    en: 'The column {column} is there twice',
  },
  'csv.too_many_columns': { id: 'Baris {line}: terlalu banyak kolom', en: 'Line {line}: too many columns' },
  'csv.too_many_rows': {
    id: 'Berkas melebihi batas, mulai baris {line}',
    en: 'The file is too long, from line {line}',
  },
  'csv.cell_too_long': {
    id: 'Baris {line}, kolom {column}: isi sel terlalu panjang',
    en: 'Line {line}, column {column}: the cell is too long',
  },
  'csv.record_too_long': { id: 'Baris {line} terlalu panjang', en: 'Line {line} is too long' },
  'csv.unclosed_quote': {
    id: 'Tanda kutip yang dibuka di baris {line} tidak ditutup',
    en: 'A quotation mark opened at line {line} is never closed',
  },
} satisfies Record<CsvProblem, { id: string; en: string }>;
