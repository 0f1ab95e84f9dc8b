import { messages } from '../../kernel/i18n.ts';

export const doctorMessages = messages({
  'doctor.broken': {
    id: '{broken} hal rusak; perintah perbaikannya ada di atas.',
    en: '{broken} things are broken; what to type stands above.',
  },
  'doctor.node': { id: 'Node {version} pada {platform}', en: 'Node {version} on {platform}' },
  'doctor.node_old': {
    id: 'Node {version} terlalu lama; Pustaka membutuhkan 24.7 atau lebih baru',
    en: 'Node {version} is too old; Pustaka needs 24.7 or newer',
  },
  'doctor.config': { id: 'Konfigurasi terbaca', en: 'The configuration can be read' },
  'doctor.config_wrong': { id: '{problem}', en: '{problem}' },
  'doctor.clock': { id: 'Jam tidak digeser: {now}', en: 'The clock is not moved: {now}' },
  'doctor.clock_moved': {
    id: 'Jam digeser (PUSTAKA_CLOCK_OFFSET): untuk Pustaka sekarang {now}. Hanya untuk latihan',
    en: 'The clock is moved (PUSTAKA_CLOCK_OFFSET): for Pustaka it is {now}. For rehearsals only',
  },
  'doctor.clock_drift': {
    id: 'Jam basis data berbeda {seconds} detik dari jam komputer ini',
    en: 'The clock of the database differs from this machine’s by {seconds} seconds',
  },
  'doctor.data': { id: 'Folder data {folder} dapat ditulis', en: 'The data folder {folder} can be written' },
  'doctor.data_missing': { id: 'Folder data {folder} belum ada', en: 'The data folder {folder} does not exist yet' },
  'doctor.data_rights': {
    id: 'Folder data {folder} tidak dapat dibaca dan ditulis oleh pengguna ini',
    en: 'This user may not read and write the data folder {folder}',
  },
  'doctor.disk': { id: '{free} GB kosong di {folder}', en: '{free} GB free at {folder}' },
  'doctor.disk_full': {
    id: 'Hanya {free} GB kosong di {folder}: basis data dapat berhenti',
    en: 'Only {free} GB free at {folder}: the database may have to stop',
  },
  'doctor.secrets': {
    id: '{count} berkas rahasia, hanya terbaca oleh pemiliknya',
    en: '{count} secret files, readable by their owner only',
  },
  'doctor.secrets_open': { id: 'Terbaca oleh pengguna lain: {files}', en: 'Other users can read: {files}' },
  'doctor.embedded': { id: 'PostgreSQL {version} bawaan berjalan', en: 'The embedded PostgreSQL {version} runs' },
  'doctor.external': {
    id: 'PostgreSQL {version} di {host}, basis data {database}',
    en: 'PostgreSQL {version} at {host}, database {database}',
  },
  'doctor.one_role': {
    id: 'Peran {user} memiliki segalanya: aplikasi dapat mengubah catatan aktivitas. Pakai peran lain di DATABASE_URL dan pemiliknya di DATABASE_OWNER_URL',
    en: 'The role {user} owns everything, so the application could change the activity log. Use another role in DATABASE_URL, and the owner in DATABASE_OWNER_URL',
  },
  'doctor.no_database': { id: 'Basis data tidak dapat dipakai: {reason}', en: 'The database cannot be used: {reason}' },
  'doctor.schema': { id: 'Skema lengkap sampai {newest}', en: 'The schema is up to date, to {newest}' },
  'doctor.schema_old': { id: 'Migrasi belum dijalankan: {names}', en: 'Migrations not run yet: {names}' },
  'doctor.no_long': { id: 'Tidak ada transaksi yang lama terbuka', en: 'No transaction stays open' },
  'doctor.long': {
    id: 'Transaksi {who} ({program}, proses {pid}) terbuka {seconds} detik dan menahan catatan aktivitas',
    en: 'A transaction of {who} ({program}, process {pid}) is open for {seconds} seconds and holds back the activity log',
  },
  'doctor.set_up': { id: 'Perpustakaan sudah disiapkan', en: 'The library is set up' },
  'doctor.not_set_up': { id: 'Perpustakaan belum disiapkan', en: 'The library is not set up yet' },
  'doctor.mail': { id: 'Surel dikirim lewat server SMTP', en: 'Letters go out by a mail server' },
  'doctor.mail_outbox': {
    id: 'Tidak ada server surel: {waiting} surat menunggu sebagai berkas di {folder}',
    en: 'No mail server: {waiting} letters wait as files in {folder}',
  },
  'doctor.backup': {
    id: 'Cadangan terakhir {last} ({hours} jam), {kept} disimpan',
    en: 'Last backup {last} ({hours} hours ago), {kept} kept',
  },
  'doctor.backup_young': {
    id: 'Belum ada cadangan; yang pertama dibuat malam ini',
    en: 'No backup yet; the first one is made tonight',
  },
  'doctor.backup_old': {
    id: 'Tidak ada cadangan dari dua hari terakhir (terakhir: {last})',
    en: 'There is no backup of the last two days (last: {last})',
  },
  'doctor.backup_external': {
    id: 'PostgreSQL milik Anda: cadangkan dengan alatnya sendiri (pgBackRest, WAL-G)',
    en: 'Your own PostgreSQL: back it up with its own tools (pgBackRest, WAL-G)',
  },
  'doctor.backup_one_place': {
    id: 'Cadangan hanya ada di cakram yang sama; tambahkan tempat kedua',
    en: 'Backups are on the same disk only; give them a second place',
  },
  'doctor.backup_second': { id: 'Tempat kedua {folder} lengkap', en: 'The second place {folder} is up to date' },
  'doctor.backup_second_behind': { id: 'Tempat kedua {folder}: {state}', en: 'The second place {folder}: {state}' },
  'doctor.schedules': { id: '{count} jadwal tepat waktu', en: '{count} schedules are on time' },
  'doctor.schedules_late': {
    id: 'Terlambat: {names}. Apakah server berjalan?',
    en: 'Late: {names}. Is the server running?',
  },
  'doctor.schedule_failed': { id: 'Jadwal {name} gagal: {error}', en: 'The schedule {name} failed: {error}' },
  'doctor.no_dead': { id: 'Tidak ada pekerjaan yang gagal', en: 'No job and no reaction has given up' },
  'doctor.dead': {
    id: '{failed} pekerjaan gagal dan {dead} reaksi mati; lihat /api/v1/jobs',
    en: '{failed} failed jobs and {dead} dead reactions; see /api/v1/jobs',
  },
  'doctor.stray_facts': {
    id: 'Ada fakta di luar partisi bulanan (facts_default): jam pernah digeser jauh',
    en: 'There are facts outside the monthly partitions (facts_default): a clock was moved far',
  },
});
