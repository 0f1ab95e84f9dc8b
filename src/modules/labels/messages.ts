import { messages } from '../../kernel/i18n.ts';

export const labelsMessages = messages({
  'labels.no_sheet': { id: 'Lembar label ini tidak dikenal', en: 'This sheet of labels is not known' },
  'labels.start_beyond': {
    id: 'Lembar ini hanya punya {labels} label',
    en: 'This sheet has {labels} labels only',
  },
  'labels.nothing': { id: 'Tidak ada eksemplar yang cocok', en: 'No copy fits' },
  'labels.skip_beyond': { id: 'Rentang ini hanya {numbers} nomor', en: 'This range has {numbers} numbers only' },
  'labels.range_used_up': {
    id: 'Semua nomor ini sudah ada di eksemplar',
    en: 'All of these numbers are on copies already',
  },
  'labels.print_not_found': { id: 'Cetakan tidak ditemukan', en: 'The print was not found' },
  'labels.test.title': { id: 'Uji cetak label', en: 'Test page for labels' },
  'labels.test.full_size': {
    id: 'Cetak 100 %, tanpa “sesuaikan halaman”.',
    en: 'Print at 100 %, without “fit to page”.',
  },
  'labels.test.measure': {
    id: 'Tempelkan pada lembar label di depan lampu.',
    en: 'Hold it against a sheet of labels before a lamp.',
  },
  'labels.test.shift': { id: 'Geseran sekarang: {x} mm; {y} mm', en: 'Shift now: {x} mm; {y} mm' },
});
