import { messages } from '../../kernel/i18n.ts';

export const backupMessages = messages({
  'backup.schedule': { id: 'Cadangan harian', en: 'Nightly backup' },
  'backup.running': {
    id: 'Pencadangan lain sedang berjalan untuk perpustakaan ini. Tunggu sampai selesai.',
    en: 'Another backup of this library is running. Wait until it has finished.',
  },
  'backup.stopped': { id: 'Dihentikan; tidak ada yang tertinggal.', en: 'Stopped; nothing was left behind.' },
  'backup.no_library': {
    id: 'Tidak ada perpustakaan di {folder}. Atur PUSTAKA_DATA ke folder perpustakaan Anda.',
    en: 'There is no library in {folder}. Set PUSTAKA_DATA to the folder of your library.',
  },
  'backup.inside': {
    id: 'Folder {folder} ada di dalam data perpustakaan. Pilih folder lain, sebaiknya di diska lain.',
    en: 'The folder {folder} lies inside the library itself. Choose another one, best on another disk.',
  },
  'backup.no_space': {
    id: 'Ruang tidak cukup di {folder}: perlu {needed} MB, tersedia {free} MB. Tidak ada yang diubah.',
    en: 'Not enough room in {folder}: {needed} MB needed, {free} MB free. Nothing was changed.',
  },
  'backup.tablespaces': {
    id: 'Basis data memakai tablespace di luar foldernya ({names}); ini tidak dapat dicadangkan dengan perintah ini.',
    en: 'The database uses tablespaces outside its folder ({names}); this command cannot back those up.',
  },
  'backup.other_library': {
    id: 'Folder {folder} sudah memuat cadangan perpustakaan lain. Beri setiap perpustakaan foldernya sendiri.',
    en: 'The folder {folder} already holds the backups of another library. Give each library a folder of its own.',
  },
  'backup.copy_differs': {
    id: 'Salinan {file} tidak sama dengan aslinya; diska mungkin rusak.',
    en: 'The copy of {file} differs from its original; a disk may be failing.',
  },
  'backup.second_missing': {
    id: 'Folder cadangan kedua {folder} tidak ada, atau diskanya tidak terpasang. Untuk diska baru, jalankan sekali: pustaka backup',
    en: 'The second backup folder {folder} is not there, or its disk is not plugged in. For a new disk, run once: pustaka backup',
  },
  'backup.second_failed': {
    id: 'Salinan ke {folder} gagal: {reason}',
    en: 'The copy to {folder} failed: {reason}',
  },
  'backup.link_left_out': {
    id: '{link} adalah tautan (link) dan tidak ikut dicadangkan.',
    en: '{link} is a link and was left out.',
  },
  'backup.secret': {
    id: 'Cadangan ini memuat semua data dan kunci perpustakaan: jaga seperti perpustakaan itu sendiri.',
    en: 'This backup holds all data and keys of the library: guard it like the library itself.',
  },
  'backup.external': {
    id: 'DATABASE_URL dipakai: basis data itu dicadangkan dengan alatnya sendiri (pgBackRest, WAL-G atau pg_dump; lihat docs/operations/backup.md). Berkas dan kunci saja: pustaka backup --files-only',
    en: 'DATABASE_URL is set: back that database up with tools of its own (pgBackRest, WAL-G or pg_dump; see docs/operations/backup.md). Files and keys alone: pustaka backup --files-only',
  },
  'restore.verifying': {
    id: 'Memeriksa {files} berkas di {folder} ...',
    en: 'Verifying {files} files in {folder} ...',
  },
  'restore.copying': { id: 'Menyalin {mb} MB ...', en: 'Copying {mb} MB ...' },
  'restore.recovering': {
    id: 'Memulihkan basis data ({segments} bagian arsip perubahan) ...',
    en: 'Recovering the database ({segments} pieces of archived changes) ...',
  },
  'restore.no_backup': {
    id: 'Tidak ada cadangan yang lengkap di {folder}.',
    en: 'There is no complete backup in {folder}.',
  },
  'restore.none_before': {
    id: 'Tidak ada cadangan yang selesai sebelum {at}; yang tertua selesai pada {oldest}.',
    en: 'No backup was finished before {at}; the oldest one was finished at {oldest}.',
  },
  'restore.bad_manifest': {
    id: 'Daftar isi cadangan {file} rusak: {reason}',
    en: 'The list of contents {file} of the backup is damaged: {reason}',
  },
  'restore.damaged': {
    id: 'Cadangan rusak. Berkas yang tidak sama dengan daftarnya: {files}. Pakai cadangan lain.',
    en: 'The backup is damaged. Files that differ from its list: {files}. Use another backup.',
  },
  'restore.files_only': {
    id: 'Cadangan {folder} hanya berisi berkas dan kunci, tanpa basis data. Salin isinya dengan tangan.',
    en: 'The backup {folder} holds files and keys only, no database. Copy its contents by hand.',
  },
  'restore.other_postgres': {
    id: 'Cadangan ini dibuat dengan PostgreSQL {found}; Pustaka ini membawa PostgreSQL {expected}. Pulihkan dengan Pustaka {version}, lalu tingkatkan.',
    en: 'This backup was made with PostgreSQL {found}; this Pustaka brings PostgreSQL {expected}. Restore it with Pustaka {version}, then upgrade.',
  },
  'restore.newer': {
    id: 'Cadangan ini dibuat oleh Pustaka {version}, yang lebih baru dari program ini. Pasang versi itu dahulu.',
    en: 'This backup was made by Pustaka {version}, which is newer than this program. Install that version first.',
  },
  'restore.not_empty': {
    id: 'Folder {folder} tidak kosong. Pilih folder baru; tidak ada yang ditimpa.',
    en: 'The folder {folder} is not empty. Choose a new one; nothing is ever overwritten.',
  },
  'restore.library_runs': {
    id: 'Di {folder} sedang berjalan sebuah perpustakaan (proses {pid}). Pulihkan ke folder baru yang kosong.',
    en: 'A library is running in {folder} (process {pid}). Restore into a new, empty folder.',
  },
  'restore.future': { id: 'Saat {at} belum tiba.', en: 'The moment {at} has not come yet.' },
  'restore.bad_time': {
    id: 'Tulis waktu dengan zonanya, misalnya 2026-11-20T10:00:00+07:00',
    en: 'Write the time with its zone, for example 2026-11-20T10:00:00+07:00',
  },
  'restore.either': {
    id: 'Pilih satu: --at (saat tertentu) atau --latest (semua yang terarsip).',
    en: 'Choose one: --at (a moment) or --latest (everything archived).',
  },
  'restore.before_backup': {
    id: 'Saat {at} lebih awal dari selesainya cadangan ini ({finished}). Pakai cadangan yang lebih lama.',
    en: 'The moment {at} is earlier than the end of this backup ({finished}). Use an older backup.',
  },
  'restore.wal_missing': {
    id: 'Arsip perubahan tidak utuh: {segment} tidak ada di {folders}. Pulihkan tanpa --latest, atau tunjukkan arsip lain dengan --wal.',
    en: 'The archive of changes has a hole: {segment} is not in {folders}. Restore without --latest, or name another archive with --wal.',
  },
  'restore.wal_ends': {
    id: 'Arsip perubahan berakhir sebelum {at}; perubahan terakhir yang diketahui: {last}. Bila memang tidak ada yang lebih baru, pakai --latest.',
    en: 'The archive of changes ends before {at}; the last change known is of {last}. If nothing newer is to be expected, use --latest.',
  },
});
