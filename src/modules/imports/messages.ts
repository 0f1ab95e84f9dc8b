import { messages } from '../../kernel/i18n.ts';
import { csvMessages } from '../../lib/csv/messages.ts';
import { sheetMessages } from '../../lib/sheet/messages.ts';
import { zipMessages } from '../../lib/zip/messages.ts';

export const importsMessages = messages({
  ...csvMessages,
  ...sheetMessages,
  ...zipMessages,
  'imports.not_found': { id: 'Impor tidak ditemukan', en: 'Import not found' },
  'imports.profile_not_found': { id: 'Profil impor tidak ditemukan', en: 'Import profile not found' },
  'imports.profile_exists': { id: 'Sudah ada profil dengan nama itu', en: 'There is a profile of that name already' },
  'imports.file_needed': { id: 'Pilih berkas yang berisi', en: 'Choose a file that is not empty' },
  'imports.too_large': { id: 'Berkas lebih besar dari {mb} MB', en: 'The file is larger than {mb} MB' },
  'imports.file_gone': {
    id: 'Berkasnya sudah dihapus; unggah lagi',
    en: 'The file has been removed; upload it again',
  },
  'imports.formula': {
    id: 'Kolom {column} berisi rumus tanpa hasil; simpan sebagai nilai',
    en: 'The column {column} has a formula without its answer; save it as values',
  },
  'imports.no_such_column': { id: 'Tidak ada kolom {header} di berkas ini', en: 'The file has no column {header}' },
  'imports.no_such_field': { id: 'Tidak ada isian {field}', en: 'There is no field {field}' },
  'imports.needs.title': { id: 'Tunjuk kolom yang berisi judul', en: 'Name the column that holds the title' },
  'imports.needs.name': { id: 'Tunjuk kolom yang berisi nama', en: 'Name the column that holds the name' },
  'imports.photos_of_members': {
    id: 'Foto hanya untuk impor anggota',
    en: 'Photos go with an import of members only',
  },
  'imports.no_photos': {
    id: 'Tidak ada foto (JPG, PNG, WebP) di dalam ZIP ini',
    en: 'There are no photos (JPG, PNG, WebP) in this ZIP',
  },
  'imports.no_raw': { id: 'Hanya berkas MARC yang punya cantuman asli', en: 'Only MARC files have raw records' },
  'imports.person_gone': {
    id: 'Akun yang memulai impor ini tidak aktif lagi',
    en: 'The account that started this import is no longer active',
  },
  'imports.broke_off': {
    id: 'Impor terhenti karena kesalahan pada sistem; lanjutkan, atau baca log',
    en: 'The import broke off because of a fault in the system; resume it, or read the log',
  },
  'imports.not_now.change': {
    id: 'Impor ini sudah dijalankan; kolom dan pilihannya tidak dapat diubah lagi',
    en: 'This import was started already; its columns and choices cannot be changed any more',
  },
  'imports.not_now.preview': { id: 'Tentukan dulu arti kolomnya', en: 'Say first what the columns mean' },
  'imports.not_now.run': { id: 'Lihat dulu pratinjaunya', en: 'Look at the preview first' },
  'imports.not_now.pause': { id: 'Impor ini tidak sedang berjalan', en: 'This import is not running' },
  'imports.not_now.resume': { id: 'Impor ini tidak sedang dijeda', en: 'This import is not paused' },
  'imports.not_now.cancel': { id: 'Impor ini sudah berakhir', en: 'This import has ended already' },
  'imports.not_now.undo': {
    id: 'Tidak ada yang dapat diurungkan dari impor ini sekarang',
    en: 'There is nothing of this import to undo now',
  },
  'imports.rejects.line': { id: 'Baris', en: 'Line' },
  'imports.rejects.byte': { id: 'Bita ke', en: 'At byte' },
  'imports.rejects.field': { id: 'Isian', en: 'Field' },
  'imports.rejects.reason': { id: 'Alasan', en: 'Reason' },
  'imports.job_run': { id: 'Menjalankan impor', en: 'Carry out an import' },
  'imports.job_undo': { id: 'Mengurungkan impor', en: 'Undo an import' },
  'imports.schedule_resume': { id: 'Melanjutkan impor yang terputus', en: 'Go on with imports that were cut off' },
  'imports.schedule_tidy': { id: 'Menghapus berkas impor yang lama', en: 'Remove the files of old imports' },
});
