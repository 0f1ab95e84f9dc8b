import { messages } from '../kernel/i18n.ts';

export const cliMessages = messages({
  'cli.config': {
    id: 'Konfigurasi salah; tidak ada yang dijalankan:\n{problems}',
    en: 'The configuration is wrong; nothing was started:\n{problems}',
  },
  'cli.database_too_old': {
    id: 'PostgreSQL {found} terlalu lama; Pustaka membutuhkan versi {oldest} atau lebih baru.',
    en: 'PostgreSQL {found} is too old; Pustaka needs version {oldest} or newer.',
  },
  'cli.database_unreachable': {
    id: 'Basis data di {place} tidak menjawab ({reason}). Periksa DATABASE_URL dan apakah servernya berjalan.',
    en: 'The database at {place} does not answer ({reason}). Check DATABASE_URL, and whether the server runs.',
  },
  'cli.database_refused': {
    id: 'Basis data menolak: {reason}. Periksa nama, kata sandi dan hak di DATABASE_URL dan DATABASE_OWNER_URL.',
    en: 'The database refuses: {reason}. Check name, password and rights in DATABASE_URL and DATABASE_OWNER_URL.',
  },
  'cli.file_problem': {
    id: '{reason}. Periksa hak dan ruang folder itu, atau atur PUSTAKA_DATA ke folder lain.',
    en: '{reason}. Check the rights and the room of that folder, or set PUSTAKA_DATA to another one.',
  },
  'cli.folder_unusable': {
    id: 'Folder {folder} tidak dapat menyimpan berkas. Pilih folder di diska.',
    en: 'The folder {folder} cannot keep files. Choose one on a disk.',
  },
  'cli.interrupted': {
    id: 'Dihentikan. Yang belum selesai dibatalkan.',
    en: 'Stopped as asked. What was not finished is taken back.',
  },
  'cli.port_taken': {
    id: 'Port {port} sudah dipakai program lain. Pilih port lain, misalnya: PORT={other} npm start',
    en: 'Port {port} is taken by another program. Choose another one, for example: PORT={other} npm start',
  },
  'cli.port_forbidden': {
    id: 'Port {port} tidak boleh dibuka oleh pengguna ini. Pilih port di atas 1023, misalnya: PORT=3000 npm start',
    en: 'This user may not open port {port}. Choose one above 1023, for example: PORT=3000 npm start',
  },
  'cli.host_unknown': {
    id: 'Alamat {host} bukan milik komputer ini. Gunakan HOST=127.0.0.1, atau HOST=0.0.0.0 untuk seluruh jaringan.',
    en: 'The address {host} is none of this machine. Use HOST=127.0.0.1, or HOST=0.0.0.0 for the whole network.',
  },
  'cli.no_library': {
    id: 'Tidak ada perpustakaan di {folder}. Atur PUSTAKA_DATA ke foldernya, atau buat yang baru: pustaka start',
    en: 'There is no library in {folder}. Set PUSTAKA_DATA to its folder, or make a new one: pustaka start',
  },
  'cli.schema_old': {
    id: 'Skema basis data belum lengkap ({names}). Jalankan: pustaka migrate up',
    en: 'The database schema is not up to date ({names}). Run: pustaka migrate up',
  },
  'cli.setup_link': {
    id: 'Belum disiapkan. Buka tautan ini sekali, dalam 24 jam:',
    en: 'Not set up yet. Open this link, once, within 24 hours:',
  },
  'cli.setup_or': { id: 'atau tanpa peramban: {command}', en: 'or without a browser: {command}' },
  'cli.setup_done': {
    id: 'Perpustakaan siap. Masuk sebagai {email}.',
    en: 'The library is ready. Sign in as {email}.',
  },
  'cli.setup_already': { id: 'Perpustakaan ini sudah disiapkan.', en: 'This library is set up already.' },
  'cli.setup_yes': {
    id: 'Perintah ini membuat administrator tanpa bertanya lagi; tambahkan --yes.',
    en: 'This makes the administrator without asking again; add --yes.',
  },
  'cli.setup_option': { id: '{option} harus diberikan.', en: '{option} is needed.' },
  'cli.password_stdin': {
    id: 'Kata sandi dibaca dari stdin: tambahkan --password-stdin, misalnya: pustaka setup ... --password-stdin < berkas',
    en: 'The password is read from stdin: add --password-stdin, for example: pustaka setup ... --password-stdin < file',
  },
  'cli.no_password': { id: 'Tidak ada kata sandi di stdin.', en: 'There is no password on stdin.' },
  'cli.demo_filling': { id: 'Mengisi perpustakaan contoh ...', en: 'Filling the demo library ...' },
  'cli.dashboard': {
    id: 'Statistik dari SLiMS di {place}, yang hanya dibaca:',
    en: 'Statistics of the SLiMS at {place}, which is only read:',
  },
  'cli.dashboard_page': { id: 'halaman statistik', en: 'the statistics page' },
  'cli.dashboard_wall': { id: 'layar dinding, untuk televisi', en: 'wall display, for a television' },
  'cli.dashboard_api': { id: 'angka untuk program', en: 'figures for programs' },
  'cli.dashboard_no_slims': {
    id: 'Atur SLIMS_DATABASE_URL ke basis data SLiMS, misalnya mysql://pembaca:sandi@localhost/slims, lalu jalankan lagi.',
    en: 'Set SLIMS_DATABASE_URL to the SLiMS database, for example mysql://reader:secret@localhost/slims, and start again.',
  },
  'cli.migrate_nothing': { id: 'Skema sudah lengkap.', en: 'The schema is up to date.' },
  'cli.migrate_yes': {
    id: 'Mundur {steps} langkah menghapus tabel beserta isinya. Buat cadangan dahulu, lalu tambahkan --yes.',
    en: 'Going back {steps} steps removes tables with what is in them. Make a backup first, then add --yes.',
  },
  'cli.no_file': { id: 'Berkas {file} tidak ada.', en: 'There is no file {file}.' },
  'cli.same': { id: '{file} sesuai dengan program.', en: '{file} is in step with the program.' },
  'cli.written': { id: '{file} ditulis.', en: '{file} written.' },
  'cli.openapi_differs': {
    id: '{file} sudah usang. Jalankan: pustaka openapi --write',
    en: '{file} is out of step. Run: pustaka openapi --write',
  },
  'cli.no_account': {
    id: 'Tidak ada akun staf dengan surel {email}. Lihat: pustaka user list',
    en: 'There is no staff account with the address {email}. See: pustaka user list',
  },
  'cli.no_branch': {
    id: 'Tidak ada cabang {code}. Yang ada: {known}',
    en: 'There is no branch {code}. There are: {known}',
  },
  'cli.no_member_type': {
    id: 'Tidak ada jenis anggota {code}. Yang ada: {known}',
    en: 'There is no member type {code}. There are: {known}',
  },
  'cli.no_collection_type': {
    id: 'Tidak ada jenis koleksi {code}. Yang ada: {known}',
    en: 'There is no collection type {code}. There are: {known}',
  },
  'cli.user_added': { id: 'Akun {email} dibuat: {roles}.', en: 'Account {email} added: {roles}.' },
  'cli.password_set': {
    id: 'Kata sandi {email} diganti; ia menggantinya sendiri saat masuk berikutnya.',
    en: 'The password of {email} was set; it must be changed at the next sign-in.',
  },
  'cli.password_link': {
    id: 'Tautan sekali pakai untuk memilih kata sandi, sampai {until}; serahkan langsung kepada orangnya:',
    en: 'One-time link for choosing a password, until {until}; hand it to the person:',
  },
  'cli.import_dry': { id: 'Hanya diperiksa; tidak ada yang ditulis.', en: 'Checked only; nothing was written.' },
  'cli.import_ignored': { id: 'Kolom yang tidak dipakai: {columns}', en: 'Columns not used: {columns}' },
  'cli.import_failed': { id: '{failed} baris tidak dapat dimasukkan.', en: '{failed} rows could not be brought in.' },
  'cli.running': { id: 'Pustaka berjalan:', en: 'Pustaka is running:' },
  'cli.here': { id: 'di komputer ini', en: 'on this computer' },
  'cli.network': { id: 'dari komputer lain', en: 'from other computers' },
  'cli.public': { id: 'alamat umum', en: 'public address' },
  'cli.docs': { id: 'dokumentasi API', en: 'API documentation' },
  'cli.clock_moved': {
    id: 'PERHATIAN: jam digeser {offset} (PUSTAKA_CLOCK_OFFSET); untuk Pustaka sekarang {now}. Hanya untuk latihan!',
    en: 'ATTENTION: the clock is moved by {offset} (PUSTAKA_CLOCK_OFFSET); for Pustaka it is {now}. For rehearsals only!',
  },
  'cli.migrated': { id: 'Skema basis data diperbarui: {names}', en: 'Database schema brought up to date: {names}' },
  'cli.stopping': { id: 'Berhenti ...', en: 'Stopping ...' },
  'cli.stopped': { id: 'Berhenti dengan bersih.', en: 'Stopped cleanly.' },
  'cli.crashed': {
    id: 'Terjadi kesalahan yang tidak terduga; rinciannya di log. Jalankan lagi.',
    en: 'Something unexpected happened; the log has the details. Start it again.',
  },
});
