import type { SheetProblem } from './error.ts';

export const sheetMessages = {
  'sheet.not_xlsx': { id: 'Berkas ini bukan buku kerja XLSX', en: 'This file is no XLSX workbook' },
  'sheet.bad_xml': { id: 'Isi buku kerja XLSX ini rusak', en: 'The inside of this XLSX workbook is broken' },
  'sheet.no_sheet': { id: 'Tidak ada lembar berisi di buku kerja ini', en: 'This workbook has no sheet with rows' },
  'sheet.too_many_texts': { id: 'Terlalu banyak teks di buku kerja ini', en: 'Too many texts in this workbook' },
  'sheet.macro': {
    id: 'Simpan dulu sebagai XLSX tanpa makro',
    en: 'Save it as XLSX without macros first',
  },
  'sheet.old_xls': { id: 'Simpan dulu sebagai XLSX, bukan XLS lama', en: 'Save it as XLSX first, not as old XLS' },
} satisfies Record<SheetProblem, { id: string; en: string }>;
