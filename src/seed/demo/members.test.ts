import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../modules/setup/index.ts';
import { Random } from '../random.ts';
import { demoMembers, schoolYear } from './members.ts';

const KINDS: Readonly<Record<(typeof PRESETS)[number], string[]>> = {
  school: ['GURU', 'SISWA', 'STAF', 'UMUM'],
  university: ['DOSEN', 'MAHASISWA', 'PASCA', 'STAF'],
  public: ['ANAK', 'PELAJAR', 'UMUM', 'GURU'],
};
const people = (codes: readonly string[]) =>
  demoMembers(
    new Random('test'),
    codes.map((code) => ({ typeId: code, code, membershipDays: 365 })),
    { count: 300, today: '2026-03-02' },
  );

describe('readers of the demo library', () => {
  it.each(PRESETS)('are of every kind of the preset "%s" and come to every branch, the van too', (preset) => {
    const members = people(KINDS[preset]);
    expect(new Set(members.map((member) => member.typeId))).toEqual(new Set(KINDS[preset]));
    expect(new Set(members.map((member) => member.branch))).toEqual(new Set(['central', 'second', 'van']));
  });

  it('have classes when they are pupils, and memberships that end with the school year', () => {
    const pupils = people(KINDS.school).filter((member) => member.typeId === 'SISWA');
    expect(
      pupils.every((pupil) => /^(VII|VIII|IX)-[ABC]$|^X-[123]$|^XII? IP[AS] [12]$/.test(pupil.className ?? '')),
    ).toBe(true);
    expect(new Set(pupils.map((pupil) => pupil.expiryDate))).toEqual(new Set(['2026-07-14']));
    expect(pupils.every((pupil) => pupil.joinDate >= '2023-07-15' && pupil.joinDate < '2025-08-01')).toBe(true);
  });

  it('joined before they leave, and share no mail address', () => {
    const members = people(KINDS.university);
    expect(members.filter((member) => member.expiryDate !== null && member.expiryDate < member.joinDate)).toEqual([]);
    const mails = members.flatMap((member) => member.email ?? []);
    expect(new Set(mails).size).toBe(mails.length);
  });

  it('begin their school year in the middle of July', () => {
    expect([schoolYear('2026-07-14'), schoolYear('2026-07-15')]).toEqual([2025, 2026]);
  });
});
