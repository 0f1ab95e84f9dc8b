import { messages } from '../../kernel/i18n.ts';

export const reportsMessages = messages({
  'reports.not_found': { id: 'Laporan tidak ditemukan', en: 'Report not found' },
  'reports.branch_needed': {
    id: 'Sebutkan cabang; Anda mengurus lebih dari satu, tetapi tidak semua',
    en: 'Name the branch; you look after several, but not all of them',
  },
  'reports.end_before_start': {
    id: 'Tanggal akhir mendahului tanggal awal',
    en: 'The last day is before the first',
  },
  'reports.end_outside': {
    id: 'Tanggal akhir di luar periode {start} sampai {end}; pakai CUSTOM untuk periode sendiri',
    en: 'The last day lies outside the period {start} to {end}; use CUSTOM for a period of your own',
  },
  'reports.date_needed': {
    id: 'Periode CUSTOM memerlukan tanggal awal dan akhir',
    en: 'A CUSTOM period needs its first and last day',
  },
  'reports.too_long': { id: 'Periode paling lama {years} tahun', en: 'A period is at most {years} years long' },
  'reports.in_future': {
    id: 'Periode ini belum mulai; hari ini {today}',
    en: 'This period has not begun; today is {today}',
  },
  'reports.needs_person': {
    id: 'Laporan dibuat oleh seseorang yang masuk dengan akunnya',
    en: 'A report is made by somebody signed in',
  },
  'reports.needs_names': {
    id: 'Surat memuat nama anggota; untuk itu perlu izin {permission} di cabang yang sama',
    en: 'Letters carry names of members, which takes {permission} at the same branches',
  },
  'reports.nobody_late': { id: 'Tidak ada yang terlambat', en: 'Nobody is late' },
  'reports.too_many_letters': {
    id: 'Paling banyak {max} surat sekaligus; pilih satu kelas atau cabang',
    en: 'At most {max} letters at once; choose a class or branch',
  },
  'reports.too_long_for_pdf': {
    id: 'Lebih dari {max} baris; unduh sebagai CSV atau XLSX',
    en: 'More than {max} rows; download it as CSV or XLSX',
  },
});
