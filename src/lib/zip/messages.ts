import type { ZipProblem } from './error.ts';

/** For people; `{entry}` is the name inside the archive. */
export const zipMessages = {
  'zip.broken': { id: 'Berkas ZIP atau XLSX ini rusak', en: 'This ZIP or XLSX file is broken' },
  'zip.too_many': { id: 'Terlalu banyak berkas di dalam ZIP', en: 'Too many files in the ZIP' },
  'zip.too_large': {
    id: 'Isi ZIP terlalu besar setelah dibuka ({entry})',
    en: 'The ZIP is too large when unpacked ({entry})',
  },
  'zip.encrypted': {
    id: 'Berkas ini terkunci kata sandi ({entry})',
    en: 'This file is locked by a password ({entry})',
  },
  'zip.bad_name': {
    id: 'ZIP ini berisi nama berkas yang tidak wajar',
    en: 'This ZIP has a file name that points elsewhere',
  },
  'zip.lies': {
    id: 'ZIP ini menyebut ukuran yang tidak benar ({entry})',
    en: 'This ZIP tells a size that is not true ({entry})',
  },
} satisfies Record<ZipProblem, { id: string; en: string }>;
