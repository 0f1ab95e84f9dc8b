export const PRESETS = ['school', 'university', 'public'] as const;
export type PresetName = (typeof PRESETS)[number];

interface MemberTypeRow {
  code: string;
  name: string;
  membershipDays: number | null;
}
interface CollectionTypeRow {
  code: string;
  name: string;
  loanable: boolean;
}
interface RuleRow {
  /** Code of a member type of the same preset; null: everybody else. */
  memberType: string | null;
  loanDays: number;
  maxLoans: number;
  maxRenewals: number;
  graceDays: number;
  finePerDay: number;
  maxFine: number | null;
  holdLimit: number;
  holdShelfDays: number;
}

/** What a library of this kind usually begins with; a librarian changes every row later. Names are the library's own words. */
export interface Preset {
  memberTypes: readonly MemberTypeRow[];
  collectionTypes: readonly CollectionTypeRow[];
  rules: readonly RuleRow[];
}

const UMUM: CollectionTypeRow = { code: 'UMUM', name: 'Koleksi umum', loanable: true };
const REF: CollectionTypeRow = { code: 'REF', name: 'Referensi', loanable: false };
const TERBITAN: CollectionTypeRow = { code: 'TERBITAN', name: 'Majalah dan koran', loanable: false };

const years = (n: number): number => n * 365;
const FINED = { graceDays: 0, finePerDay: 500, maxFine: 50_000, holdShelfDays: 3 };
const FREE = { ...FINED, finePerDay: 0, maxFine: null };

export const PRESET: Readonly<Record<PresetName, Preset>> = {
  school: {
    memberTypes: [
      { code: 'SISWA', name: 'Siswa', membershipDays: years(1) },
      { code: 'GURU', name: 'Guru', membershipDays: years(3) },
      { code: 'STAF', name: 'Tenaga kependidikan', membershipDays: years(3) },
    ],
    collectionTypes: [UMUM, { code: 'FIKSI', name: 'Fiksi', loanable: true }, REF, TERBITAN],
    rules: [
      { memberType: null, loanDays: 7, maxLoans: 2, maxRenewals: 1, holdLimit: 2, ...FINED },
      { memberType: 'SISWA', loanDays: 7, maxLoans: 2, maxRenewals: 1, holdLimit: 2, ...FINED },
      { memberType: 'GURU', loanDays: 14, maxLoans: 5, maxRenewals: 2, holdLimit: 5, ...FREE },
      { memberType: 'STAF', loanDays: 14, maxLoans: 3, maxRenewals: 2, holdLimit: 3, ...FREE },
    ],
  },
  university: {
    memberTypes: [
      { code: 'MAHASISWA', name: 'Mahasiswa', membershipDays: years(1) },
      { code: 'PASCA', name: 'Mahasiswa pascasarjana', membershipDays: years(1) },
      { code: 'DOSEN', name: 'Dosen', membershipDays: years(4) },
      { code: 'STAF', name: 'Tenaga kependidikan', membershipDays: years(4) },
    ],
    collectionTypes: [
      UMUM,
      REF,
      { code: 'TANDON', name: 'Tandon (baca di tempat)', loanable: false },
      { code: 'SKRIPSI', name: 'Skripsi, tesis dan disertasi', loanable: false },
      TERBITAN,
    ],
    rules: [
      { memberType: null, loanDays: 7, maxLoans: 2, maxRenewals: 1, holdLimit: 2, ...FINED, finePerDay: 1_000 },
      { memberType: 'MAHASISWA', loanDays: 7, maxLoans: 4, maxRenewals: 2, holdLimit: 3, ...FINED, finePerDay: 1_000 },
      { memberType: 'PASCA', loanDays: 14, maxLoans: 6, maxRenewals: 2, holdLimit: 5, ...FINED, finePerDay: 1_000 },
      { memberType: 'DOSEN', loanDays: 30, maxLoans: 10, maxRenewals: 3, holdLimit: 5, ...FINED, graceDays: 3 },
      { memberType: 'STAF', loanDays: 14, maxLoans: 4, maxRenewals: 2, holdLimit: 3, ...FINED },
    ],
  },
  public: {
    memberTypes: [
      { code: 'UMUM', name: 'Umum', membershipDays: years(2) },
      { code: 'PELAJAR', name: 'Pelajar dan mahasiswa', membershipDays: years(2) },
      { code: 'ANAK', name: 'Anak', membershipDays: years(2) },
    ],
    collectionTypes: [
      UMUM,
      { code: 'ANAK', name: 'Koleksi anak', loanable: true },
      REF,
      { code: 'DEPOSIT', name: 'Deposit daerah', loanable: false },
      TERBITAN,
    ],
    rules: [
      { memberType: null, loanDays: 7, maxLoans: 2, maxRenewals: 1, holdLimit: 2, ...FINED },
      { memberType: 'UMUM', loanDays: 14, maxLoans: 3, maxRenewals: 2, holdLimit: 3, ...FINED },
      { memberType: 'PELAJAR', loanDays: 14, maxLoans: 3, maxRenewals: 2, holdLimit: 3, ...FINED },
      { memberType: 'ANAK', loanDays: 14, maxLoans: 3, maxRenewals: 1, holdLimit: 2, ...FREE },
    ],
  },
};
