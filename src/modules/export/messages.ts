import { messages } from '../../kernel/i18n.ts';

export const exportMessages = messages({
  'export.no_manifest': {
    id: 'Tidak ada ekspor Pustaka di {place}: manifest.json tidak ditemukan.',
    en: 'There is no export of Pustaka at {place}: it has no manifest.json.',
  },
  'export.unreadable': { id: '{place} tidak dapat dibaca: {reason}', en: '{place} cannot be read: {reason}' },
  'export.bad_manifest': {
    id: 'manifest.json bukan buatan Pustaka atau rusak: {reason}',
    en: 'manifest.json is damaged, or not of Pustaka: {reason}',
  },
  'export.newer_format': {
    id: 'Ekspor ini dibuat oleh Pustaka {version}, yang lebih baru. Perbarui program ini dahulu.',
    en: 'This export was made by Pustaka {version}, which is newer. Upgrade this program first.',
  },
  'export.damaged': {
    id: 'Ekspor ini rusak. Berkas yang hilang atau berubah ({count}): {files}',
    en: 'This export is damaged. Files that are missing or changed ({count}): {files}',
  },
  'export.other_schema': {
    id: 'Ekspor ini dibuat dengan skema {theirs}, program ini memakai {ours}. Gunakan Pustaka {version} untuk memasukkannya, lalu perbarui program.',
    en: 'This export was made with schema {theirs}, this program uses {ours}. Bring it in with Pustaka {version}, then upgrade the program.',
  },
  'export.not_whole': {
    id: 'Ekspor ini tidak utuh ({missing} tidak ada di dalamnya), maka tidak dapat menjadi perpustakaan. Buat ekspor tanpa --only dan tanpa --without-people.',
    en: 'This export is not whole (it lacks {missing}) and cannot become a library. Make one without --only and without --without-people.',
  },
  'export.tables_differ': {
    id: 'Tabel di ekspor ini berbeda dari tabel program: {tables}',
    en: 'The tables of this export are not those of the program: {tables}',
  },
  'export.not_empty': {
    id: 'Perpustakaan ini tidak kosong ({tables}). Ekspor hanya masuk ke perpustakaan baru: atur PUSTAKA_DATA ke folder baru.',
    en: 'This library is not empty ({tables}). An export goes into a new one only: set PUSTAKA_DATA to a new folder.',
  },
  'export.runs': {
    id: 'Pustaka sedang berjalan di perpustakaan ini. Hentikan dahulu.',
    en: 'Pustaka is running on this library. Stop it first.',
  },
  'export.bad_rows': {
    id: '{file} tidak dapat dimasukkan, di sekitar baris {line}: {reason}',
    en: '{file} cannot be brought in, near line {line}: {reason}',
  },
  'export.wrong_count': {
    id: '{file} berisi {found} baris, manifest menyebut {told}.',
    en: '{file} holds {found} rows, the manifest says {told}.',
  },
  'export.breaks_rules': {
    id: 'Data ekspor ini melanggar aturan: {rules}',
    en: 'The data of this export breaks rules: {rules}',
  },
  'export.far_ahead': {
    id: 'Perpustakaan asal sudah pada transaksi {theirs}, server ini baru pada {ours}. Naikkan penghitungnya dahulu (pg_resetwal --next-transaction-id), lihat docs/operations/leave-with-everything.md.',
    en: 'The library it was made from is at transaction {theirs}, this server at {ours}. Move its counter on first (pg_resetwal --next-transaction-id), see docs/operations/leave-with-everything.md.',
  },
  'export.stopped': { id: 'Dihentikan; tidak ada yang tertinggal.', en: 'Stopped; nothing was left behind.' },
  'export.target_taken': {
    id: '{place} sudah ada. Sebutkan folder atau berkas yang belum ada; tidak ada yang ditimpa.',
    en: '{place} is there already. Name a folder or file that is not; nothing is ever written over.',
  },
  'export.target_inside': {
    id: '{place} ada di dalam data perpustakaan. Pilih tempat lain, sebaiknya di diska lain.',
    en: '{place} lies inside the library’s own data. Choose another place, best on another disk.',
  },
  'export.job': { id: 'Membuat ekspor perpustakaan', en: 'Making an export of the library' },
  'export.clean': { id: 'Menghapus ekspor lama', en: 'Removing old exports' },
  'export.silent': { id: 'Menutup ekspor yang terputus', en: 'Closing exports that were cut short' },
  'export.no_part': { id: 'Pilih sedikitnya satu bagian', en: 'Choose at least one part' },
  'export.under_way': {
    id: 'Ekspor lain sedang dibuat. Tunggu sampai selesai, atau hentikan.',
    en: 'Another export is being made. Wait until it is done, or stop it.',
  },
  'export.not_running': { id: 'Ekspor ini tidak sedang dibuat.', en: 'This export is not being made.' },
  'export.still_running': { id: 'Hentikan dahulu ekspor ini.', en: 'Stop this export first.' },
  'export.no_file': {
    id: 'Berkas ekspor ini tidak ada lagi di komputer ini. Buat yang baru.',
    en: 'The file of this export is not on this machine any more. Make a new one.',
  },
  'export.failed': { id: 'Gagal: {reason}', en: 'It failed: {reason}' },
  'export.cut_short': {
    id: 'Terputus: program berhenti sebelum selesai. Buat yang baru.',
    en: 'Cut short: the program ended before it was done. Make a new one.',
  },
});
