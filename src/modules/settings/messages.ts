import { messages } from '../../kernel/i18n.ts';

export const settingsMessages = messages({
  'settings.bad_time': { id: 'Jam ditulis seperti 08:00', en: 'A time is written like 08:00' },
  'settings.closes_before_opening': {
    id: 'Jam tutup harus setelah jam buka',
    en: 'Closing time must be after opening time',
  },
  'settings.periods_overlap': {
    id: 'Jam buka pada satu hari harus berurutan dan tidak tumpang tindih',
    en: 'The opening periods of a day must be in order and must not overlap',
  },
  'settings.bad_time_zone': {
    id: 'Zona waktu tidak dikenal; contoh: Asia/Jakarta',
    en: 'Unknown time zone; an example: Asia/Jakarta',
  },
  'settings.bad_prefix': {
    id: 'Awalan paling banyak 10 huruf besar, angka, atau tanda hubung',
    en: 'A prefix has at most 10 capital letters, digits or hyphens',
  },
  'settings.bad_logo': {
    id: 'Logo berupa alamat https atau /files/…',
    en: 'The logo is an https address or /files/…',
  },
  'settings.bad_check_digit': {
    id: 'Angka periksa: tidak ada, modulus 10, atau modulus 11',
    en: 'A check digit is none, modulus 10 or modulus 11',
  },
  'settings.sheet_not_found': { id: 'Lembar label tidak ditemukan', en: 'The sheet of labels was not found' },
  'settings.sheet_exists': { id: 'Sudah ada lembar dengan nama ini', en: 'There is a sheet of this name already' },
  'settings.sheet_too_wide': {
    id: 'Label tidak muat: {mm} mm lebih lebar daripada kertas',
    en: 'The labels do not fit: {mm} mm wider than the paper',
  },
  'settings.sheet_too_high': {
    id: 'Label tidak muat: {mm} mm lebih tinggi daripada kertas',
    en: 'The labels do not fit: {mm} mm higher than the paper',
  },
  'settings.shift_too_far': {
    id: 'Geseran ini lebih dari setengah label; periksa ukuran lembarnya',
    en: 'This shift is more than half a label; check the measures of the sheet',
  },
  'settings.bad_accent': { id: 'Warna ditulis seperti #14543f', en: 'A colour is written like #14543f' },
  'settings.pale_accent': {
    id: 'Warna ini terlalu pucat: huruf putih di atasnya sukar dibaca',
    en: 'This colour is too pale: white letters on it are hard to read',
  },
  'settings.bad_branch_code': {
    id: 'Kode cabang: huruf besar, angka, tanda hubung, paling banyak 20',
    en: 'A branch code: capital letters, digits, hyphens, at most 20',
  },
  'settings.branch_not_found': { id: 'Cabang tidak ditemukan', en: 'Branch not found' },
  'settings.branch_code_taken': { id: 'Kode cabang ini sudah dipakai', en: 'This branch code is already in use' },
  'settings.branch_has_copies': {
    id: 'Cabang ini masih memiliki {copies} eksemplar; pindahkan atau keluarkan dahulu',
    en: 'This branch still has {copies} copies; move or withdraw them first',
  },
  'settings.last_branch': {
    id: 'Perpustakaan membutuhkan paling sedikit satu cabang yang aktif',
    en: 'A library needs at least one active branch',
  },
  'settings.all_branches': {
    id: 'Izin Anda hanya untuk cabang tertentu; sebutkan cabangnya',
    en: 'Your permission is for certain branches only; name the branch',
  },
  'settings.holiday_not_found': { id: 'Hari libur tidak ditemukan', en: 'Holiday not found' },
  'settings.holiday_exists': {
    id: 'Tanggal ini sudah menjadi hari libur',
    en: 'This date is a holiday already',
  },
  'settings.no_holidays_known': {
    id: 'Hari libur nasional hanya diketahui untuk tahun {years}',
    en: 'National holidays are known only for the years {years}',
  },
});
