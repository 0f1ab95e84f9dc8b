import { addDays } from '../../lib/calendar/local-date.ts';
import type { Random } from '../random.ts';
import { personName } from './data/names.ts';

export interface MemberKind {
  typeId: string;
  code: string;
  membershipDays: number | null;
}

export interface DemoMember {
  name: string;
  typeId: string;
  branch: 'central' | 'second' | 'van';
  email: string | null;
  phone: string | null;
  address: string;
  identityNumber: string;
  department: string | null;
  className: string | null;
  joinDate: string;
  expiryDate: string | null;
  /** How much is read. */
  appetite: number;
}

type Walk = 'pupil' | 'student' | 'teacher' | 'staff' | 'public';
const WALKS: readonly [RegExp, Walk][] = [
  [/SISWA|PELAJAR|MURID|ANAK/, 'pupil'],
  [/MAHASISWA|PASCA/, 'student'],
  [/GURU|DOSEN/, 'teacher'],
  [/STAF|PEGAWAI|KARYAWAN/, 'staff'],
];
// "MAHASISWA" holds "SISWA": the longer word is asked first.
const walkOf = (code: string): Walk =>
  /MAHASISWA/.test(code) ? 'student' : (WALKS.find(([pattern]) => pattern.test(code))?.[1] ?? 'public');

const SHARE: Readonly<Record<Walk, number>> = { pupil: 55, student: 55, teacher: 11, staff: 7, public: 27 };
const APPETITE: Readonly<Record<Walk, number>> = { pupil: 1, student: 1.2, teacher: 0.9, staff: 0.5, public: 0.7 };
const LEVELS = ['VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const SUBJECTS = [
  'Matematika',
  'Bahasa Indonesia',
  'Bahasa Inggris',
  'IPA',
  'IPS',
  'PJOK',
  'Seni Budaya',
  'Agama',
  'PPKn',
];
const FACULTIES = ['Pendidikan', 'Teknik', 'Ekonomi', 'Hukum', 'Pertanian', 'Ilmu Budaya'];
const STREETS = [
  'Melati',
  'Mawar',
  'Kenanga',
  'Diponegoro',
  'Ahmad Yani',
  'Pattimura',
  'Gajah Mada',
  'Merdeka',
  'Cendrawasih',
];
const VILLAGES = [
  'Sukamaju',
  'Sumbersari',
  'Karanganyar',
  'Mekarjaya',
  'Tanjungsari',
  'Purwodadi',
  'Kotabaru',
  'Margahayu',
];

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.int(0, 9)).join('');

/** School years begin in the middle of July. */
export const schoolYear = (today: string): number => Number(today.slice(0, 4)) - (today.slice(5) < '07-15' ? 1 : 0);

interface Place {
  department: string | null;
  className: string | null;
  joinDate: string;
  expiryDate: string | null;
  identityNumber: string;
}

function pupil(random: Random, today: string): Place {
  const level = random.int(0, 5);
  const group =
    level < 3
      ? `-${random.pick(['A', 'B', 'C'])}`
      : level === 3
        ? `-${random.int(1, 3)}`
        : ` ${random.pick(['IPA 1', 'IPA 2', 'IPS 1', 'IPS 2'])}`;
  const began = schoolYear(today) - (level % 3);
  return {
    department: level < 3 ? 'SMP' : 'SMA',
    className: `${LEVELS[level]}${group}`,
    joinDate: `${began}-07-${random.int(15, 28)}`,
    expiryDate: `${schoolYear(today) + 1}-07-14`,
    identityNumber: `00${String((schoolYear(today) - 12 - level) % 100).padStart(2, '0')}${digits(random, 6)}`,
  };
}

/** Joined in the last five years; a few have let their membership run out. */
function adult(random: Random, today: string, walk: Walk, membershipDays: number | null): Place {
  const joinDate = addDays(today, -random.int(20, 1_700));
  const left = random.chance(0.06) ? -random.int(5, 120) : random.int(12, 900);
  const rawExpiry = addDays(today, Math.min(left, membershipDays ?? left));
  const isOffice = walk === 'teacher' || walk === 'staff';
  return {
    department:
      walk === 'teacher'
        ? random.pick(SUBJECTS)
        : walk === 'student'
          ? random.pick(FACULTIES)
          : walk === 'staff'
            ? 'Tata Usaha'
            : null,
    className: null,
    joinDate,
    expiryDate: membershipDays === null ? null : rawExpiry < joinDate ? addDays(joinDate, membershipDays) : rawExpiry,
    identityNumber: isOffice ? `19${random.int(65, 96)}${digits(random, 14)}` : `3${digits(random, 15)}`,
  };
}

function mailOf(name: string, taken: Set<string>): string {
  const base = name
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '.');
  for (let n = 1; ; n++) {
    const mail = `${base}${n === 1 ? '' : n}@surel.example`;
    if (taken.has(mail)) continue;
    taken.add(mail);
    return mail;
  }
}

/** So many people of the kinds the library knows; no telephone number or mail address of theirs exists. */
export function demoMembers(
  random: Random,
  kinds: readonly MemberKind[],
  o: { count: number; today: string },
): DemoMember[] {
  const taken = new Set<string>();
  const weights = Object.fromEntries(kinds.map(({ code }) => [code, SHARE[walkOf(code)]]));
  return Array.from({ length: o.count }, (_, n): DemoMember => {
    // The first few make sure that nobody's kind is missing.
    const code = kinds[n]?.code ?? random.weighted(weights);
    const kind = kinds.find((each) => each.code === code) ?? { typeId: '', code, membershipDays: null };
    const walk = walkOf(code);
    const { name } = personName(random);
    return {
      name,
      typeId: kind.typeId,
      branch: random.weighted(
        walk === 'public' ? { central: 4, second: 4, van: 2 } : { central: 70, second: 28, van: 2 },
      ),
      email: random.chance(0.6) ? mailOf(name, taken) : null,
      phone: random.chance(0.8) ? `0812-0000-${String(n).padStart(4, '0')}` : null,
      address: `Jl. ${random.pick(STREETS)} No. ${random.int(1, 180)}, ${random.pick(VILLAGES)}`,
      ...(walk === 'pupil' ? pupil(random, o.today) : adult(random, o.today, walk, kind.membershipDays)),
      appetite: APPETITE[walk] * 6 ** random.fraction(),
    };
  });
}
