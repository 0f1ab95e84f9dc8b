import { messages } from '../../kernel/i18n.ts';

export const auditMessages = messages({
  'audit.not_found': { id: 'Catatan aktivitas tidak ditemukan', en: 'Activity log entry not found' },
  'audit.no_witness_file': { id: 'Berkas saksi {path} tidak ada', en: 'There is no witness file {path}' },
  'audit.period_backwards': { id: 'Akhir periode mendahului awalnya', en: 'The period ends before it begins' },
  'audit.too_long_for_xlsx': {
    id: 'Lebih dari {rows} baris tidak muat dalam satu lembar; pilih CSV atau periode yang lebih pendek',
    en: 'More than {rows} rows do not fit a spreadsheet; choose CSV or a shorter period',
  },
  'audit.checkpoint_forged': {
    id: 'Titik periksa terbaru di basis data tidak ditandatangani kunci instalasi ini; penyegelan berhenti. Jalankan "pustaka audit verify"',
    en: 'The newest checkpoint in the database is not signed by a key of this installation; sealing stops. Run "pustaka audit verify"',
  },
  'audit.seals_differ': {
    id: 'Segel tidak sesuai dengan titik periksa terbaru; penyegelan berhenti. Jalankan "pustaka audit verify"',
    en: 'The seals do not fit the newest checkpoint; sealing stops. Run "pustaka audit verify"',
  },
  'audit.tree_differs': {
    id: 'Segel telah diubah setelah ditandatangani; penyegelan berhenti. Jalankan "pustaka audit verify"',
    en: 'Seals were changed after they were signed; sealing stops. Run "pustaka audit verify"',
  },
  'audit.witness_ahead': {
    id: 'Berkas saksi mengenal log yang lebih baru daripada basis data; penyegelan berhenti. Jika basis data memang dipulihkan dari cadangan, jalankan "pustaka audit restored"',
    en: 'The witness file knows a newer log than the database; sealing stops. If the database was restored from a backup on purpose, run "pustaka audit restored"',
  },
  'audit.month_changed': {
    id: 'Fakta bulan {month} telah diubah dan tidak diarsipkan. Jalankan "pustaka audit verify"',
    en: 'Facts of the month {month} were changed; it is not archived. Run "pustaka audit verify"',
  },
  'audit.problem.archive_lost': {
    id: 'Arsip fakta {factId} (posisi {position}) hilang atau rusak: {month}',
    en: 'The archive of fact {factId} (position {position}) is gone or damaged: {month}',
  },
  'audit.problem.fact_missing': {
    id: 'Fakta {factId} (posisi {position}) telah dihapus',
    en: 'Fact {factId} (position {position}) was deleted',
  },
  'audit.problem.fact_changed': {
    id: 'Fakta {factId} (posisi {position}) atau segelnya telah diubah',
    en: 'Fact {factId} (position {position}) or its seal was changed',
  },
  'audit.problem.fact_unsealed': {
    id: 'Fakta {factId} disisipkan kemudian: lebih tua dari segel terakhir, tetapi tanpa segel',
    en: 'Fact {factId} was slipped in later: it is older than the last seal and has none',
  },
  'audit.problem.details_changed': {
    id: 'Rincian fakta {factId} (posisi {position}) telah diubah',
    en: 'The details of fact {factId} (position {position}) were changed',
  },
  'audit.problem.seal_changed': {
    id: 'Segel di posisi {position} menunjuk transaksi lain daripada faktanya',
    en: 'The seal at position {position} names another transaction than its fact',
  },
  'audit.problem.seal_missing': {
    id: 'Segel di posisi {position} hilang',
    en: 'The seal at position {position} is missing',
  },
  'audit.problem.seal_order': {
    id: 'Segel di posisi {position} tidak pada urutannya',
    en: 'The seal at position {position} is out of order',
  },
  'audit.problem.seals_unsigned': {
    id: 'Segel sejak posisi {position} tidak ditandatangani titik periksa mana pun',
    en: 'The seals from position {position} on are signed by no checkpoint',
  },
  'audit.problem.checkpoint_forged': {
    id: 'Titik periksa nomor {number} (ukuran {size}) tidak terbaca atau tanda tangannya tidak sah',
    en: 'Checkpoint number {number} (size {size}) cannot be read or its signature does not hold',
  },
  'audit.problem.checkpoint_differs': {
    id: 'Titik periksa ukuran {size} tidak sesuai dengan log: sesuatu sebelum posisi itu telah diubah',
    en: 'The checkpoint of size {size} does not fit the log: something before that position was changed',
  },
  'audit.problem.checkpoint_missing': {
    id: 'Titik periksa ukuran {size} ada pada saksi, tetapi tidak di basis data',
    en: 'The witness has a checkpoint of size {size} which the database has not',
  },
  'audit.problem.log_truncated': {
    id: 'Log berakhir di {size}, padahal titik periksa menandatangani {signed}: {missing} fakta terakhir hilang',
    en: 'The log ends at {size}, but a checkpoint signed {signed}: the last {missing} facts are gone',
  },
  'audit.problem.log_rolled_back': {
    id: 'Log berakhir di {size}, padahal saksi melihat {seen}: basis data adalah salinan lama, atau {missing} fakta terakhir dihapus',
    en: 'The log ends at {size}, but the witness saw {seen}: the database is an old copy, or the last {missing} facts were cut off',
  },
  'audit.problem.witness_differs': {
    id: 'Saksi melihat log lain pada ukuran {size}',
    en: 'The witness saw another log at size {size}',
  },
  'audit.problem.witness_unreadable': {
    id: 'Baris {line} berkas saksi bukan titik periksa',
    en: 'Line {line} of the witness file is no checkpoint',
  },
  'audit.problem.witness_forged': {
    id: 'Baris {line} berkas saksi tidak ditandatangani kunci instalasi ini (asal {origin}, kunci {key})',
    en: 'Line {line} of the witness file is not signed by a key of this installation (origin {origin}, key {key})',
  },
  'audit.problem.witness_order': {
    id: 'Baris {line} berkas saksi (ukuran {size}) tidak pada urutannya',
    en: 'Line {line} of the witness file (size {size}) is out of order',
  },
  'audit.problem.witness_empty': {
    id: 'Berkas saksi kosong',
    en: 'The witness file is empty',
  },
});
