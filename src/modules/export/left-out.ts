import type { Text } from '../../kernel/i18n.ts';

const SIGN_IN: Text = {
  id: 'Rahasia untuk masuk; orang masuk lagi di tempat baru.',
  en: 'Secrets of being signed in; people sign in again where they go.',
};
const MADE_ANEW: Text = { id: 'Dihitung lagi dari data lain.', en: 'Made anew from the other data.' };
const OF_THIS_PLACE: Text = {
  id: 'Milik instalasi ini, bukan milik perpustakaan.',
  en: 'Of this installation, not of the library.',
};

/** Tables that stay here, and why. Every other table of the database goes along. */
export const LEFT_OUT: Readonly<Record<string, Text>> = {
  sessions: SIGN_IN,
  refresh_tokens: SIGN_IN,
  one_time_tokens: SIGN_IN,
  recovery_codes: SIGN_IN,
  api_keys: {
    id: 'Kunci perangkat; buat yang baru di tempat baru.',
    en: 'Keys of devices; make new ones where you go.',
  },
  setup_drafts: OF_THIS_PLACE,
  idempotency_keys: { id: 'Jawaban yang disimpan sehari.', en: 'Answers that are kept for a day.' },
  schedule_runs: OF_THIS_PLACE,
  library_exports: OF_THIS_PLACE,
  slims_moves: OF_THIS_PLACE,
  migrations: { id: 'Disebut di manifest (schema).', en: 'Named in the manifest (schema).' },
  search_index: MADE_ANEW,
  search_facets: MADE_ANEW,
  search_words: MADE_ANEW,
  search_word_changes: MADE_ANEW,
  statistics_snapshots: MADE_ANEW,
  statistics_runs: MADE_ANEW,
};

/** Values that stay here while their rows go along. */
export const BLANKED: Readonly<Record<string, readonly string[]>> = {
  // Sealed with a key that stays here, and no number is worth more than its second factor: made anew where they go.
  accounts: ['totp_secret', 'totp_enabled_at', 'totp_last_step'],
};

/** What else is not in the folder. */
export const OTHERS: readonly { what: string; why: Text }[] = [
  {
    what: 'accounts: totp_secret, totp_enabled_at, totp_last_step',
    why: {
      id: 'Tersegel dengan kunci instalasi ini; kode kedua diatur lagi di tempat baru.',
      en: 'Sealed with a key of this installation; second factors are set up again where you go.',
    },
  },
  { what: 'secrets/', why: { id: 'Kunci instalasi ini.', en: 'The keys of this installation.' } },
  { what: 'pgboss', why: { id: 'Pekerjaan yang sedang menunggu.', en: 'Jobs that are waiting.' } },
];

/** Without people only these go: what tells of books, and of how the library is arranged. A new table is none of them. */
export const WITHOUT_PEOPLE: readonly string[] = [
  'book_contributors',
  'book_counts',
  'book_marc',
  'book_subjects',
  'books',
  'branches',
  'circulation_rules',
  'collection_types',
  'copies',
  'headings',
  'holidays',
  'ledger_accounts',
  'member_types',
  'settings',
  'visit_rooms',
];

/** Files that show no person. */
export const FILES_WITHOUT_PEOPLE = /^(?:covers|logo)\//;
