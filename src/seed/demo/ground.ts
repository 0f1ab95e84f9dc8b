import type { Ctx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { holidayYears } from '../../lib/calendar/holidays-id.ts';
import { insertRule } from '../../modules/circulation/index.ts';
import { createStaffAccount } from '../../modules/identity/index.ts';
import { createMemberType } from '../../modules/members/index.ts';
import { addNationalHolidays, type BranchCalendar, calendarOf, createBranch } from '../../modules/settings/index.ts';
import { insertRows } from '../rows.ts';
import type { MemberKind } from './members.ts';
import { PLACES, type Place, type StageRule } from './stage.ts';

/** What must stand before books and readers come: partly made by the set-up, the rest made here. */
export interface Ground {
  branches: Readonly<Record<Place, string>>;
  calendars: Readonly<Record<Place, BranchCalendar>>;
  staff: Readonly<Record<Place, readonly string[]>>;
  kinds: readonly MemberKind[];
  collections: Readonly<Record<'general' | 'fiction' | 'children' | 'reference', string>>;
  ruleFor(typeId: string, branchId: string): StageRule;
}

export async function prepareGround(ctx: Ctx): Promise<Ground> {
  const branches = await openBranches(ctx);
  await closeOnHolidays(ctx);
  const kinds = await memberKinds(ctx);
  const collections = await collectionTypes(ctx);
  const staff = await engageStaff(ctx, branches);
  const each = async (place: Place) => [place, await calendarOf(ctx, branches[place])] as const;
  const calendars = Object.fromEntries(await Promise.all(PLACES.map(each))) as Ground['calendars'];
  return { branches, calendars, staff, kinds, collections, ruleFor: await rules(ctx) };
}

const day = [{ open: '09:00', close: '15:00' }];
const VAN_HOURS = { monday: [], tuesday: day, wednesday: [], thursday: day, friday: [], saturday: day, sunday: [] };
const BRANCHES = [
  { code: 'PUSAT', name: 'Perpustakaan Pusat', address: 'Jl. Merdeka No. 1' },
  { code: 'TIMUR', name: 'Cabang Timur', address: 'Jl. Pattimura No. 45' },
  { code: 'KELILING', name: 'Mobil Keliling Pelangi', kind: 'MOBILE' as const, openingHours: VAN_HOURS },
];

/** The branch of the set-up is the main one; the others join it. */
async function openBranches(ctx: Ctx): Promise<Ground['branches']> {
  const rows = await ctx.db
    .selectFrom('branches')
    .select(['id', 'code', 'kind'])
    .where('status', '=', 'ACTIVE')
    .orderBy('createdAt')
    .execute();
  const fixed = rows.filter((row) => row.kind === 'FIXED');
  const [main, east, van] = [fixed[0], fixed[1], rows.find((row) => row.kind === 'MOBILE')];
  const ids: string[] = [];
  for (const [at, found] of [main, east, van].entries())
    ids.push(
      found?.id ??
        (await openBranch(
          ctx,
          at,
          rows.map((row) => row.code),
        )),
    );
  const [central = '', second = '', mobile = ''] = ids;
  return { central, second, van: mobile };
}

async function openBranch(ctx: Ctx, at: number, taken: readonly string[]): Promise<string> {
  const branch = BRANCHES[at] ?? { code: 'LAIN', name: 'Cabang lain' };
  const code = taken.includes(branch.code) ? `${branch.code}-2` : branch.code;
  return (await createBranch(ctx, { ...branch, code })).id;
}

async function closeOnHolidays(ctx: Ctx): Promise<void> {
  const year = ctx.now.getUTCFullYear();
  for (const each of [year - 1, year, year + 1])
    if (holidayYears.includes(each)) await addNationalHolidays(ctx, { year: each });
}

const KINDS = [
  { code: 'SISWA', name: 'Siswa', membershipDays: 365 },
  { code: 'GURU', name: 'Guru', membershipDays: 1095 },
  { code: 'UMUM', name: 'Umum', membershipDays: 730 },
  { code: 'STAF', name: 'Staf', membershipDays: 1095 },
];

/** Those of the preset first, four in all. */
async function memberKinds(ctx: Ctx): Promise<MemberKind[]> {
  const columns = ['id as typeId', 'code', 'membershipDays'] as const;
  const there = await ctx.db
    .selectFrom('memberTypes')
    .select(columns)
    .where('status', '=', 'ACTIVE')
    .orderBy('code')
    .execute();
  const kinds: MemberKind[] = there.slice(0, 4);
  for (const kind of KINDS.filter(({ code }) => !there.some((each) => each.code === code)).slice(0, 4 - kinds.length)) {
    const { id: typeId, code, membershipDays } = await createMemberType(ctx, kind);
    kinds.push({ typeId, code, membershipDays });
  }
  return kinds;
}

async function collectionTypes(ctx: Ctx): Promise<Ground['collections']> {
  const load = () => ctx.db.selectFrom('collectionTypes').selectAll().orderBy('code').execute();
  const before = await load();
  const missing = [
    ...(before.some((type) => type.loanable) ? [] : [{ code: 'UMUM', name: 'Koleksi umum', loanable: true }]),
    ...(before.some((type) => type.code === 'REF') ? [] : [{ code: 'REF', name: 'Referensi', loanable: false }]),
  ].map((type) => ({ id: newId(), ...type }));
  if (missing.length > 0) {
    await asSystem(ctx, async (tx) => {
      await insertRows(tx.sql, 'collection_types', missing);
      for (const type of missing)
        tx.record('collection_type.created', { type: 'CREATE', id: type.id, name: type.name, new: type });
    });
  }
  const types = await load();
  const loanable = types.filter((type) => type.loanable);
  const general = (loanable.find((type) => type.code === 'UMUM') ?? loanable[0])?.id ?? '';
  const named = (code: string): string => loanable.find((type) => type.code === code)?.id ?? general;
  const reference = types.find((type) => type.code === 'REF')?.id ?? general;
  return { general, fiction: named('FIKSI'), children: named('ANAK'), reference };
}

/** People whose names stand beside the loans. They have no password: nobody can sign in as one of them. */
async function engageStaff(ctx: Ctx, { central, second, van }: Ground['branches']): Promise<Ground['staff']> {
  const people: { name: string; email: string; role: string; branchId: string | null }[] = [
    { name: 'Retno Wulandari', email: 'retno.wulandari@surel.example', role: 'LIBRARIAN', branchId: null },
    { name: 'I Made Sudiarta', email: 'made.sudiarta@surel.example', role: 'DESK', branchId: central },
    { name: 'Debora Panjaitan', email: 'debora.panjaitan@surel.example', role: 'DESK', branchId: second },
    { name: 'Yosef Rumbiak', email: 'yosef.rumbiak@surel.example', role: 'ASSISTANT', branchId: van },
  ];
  return asSystem(ctx, async (tx) => {
    const ids: string[] = [];
    for (const { name, email, role, branchId } of people) {
      const roles = [{ role, scope: branchId ? ('branch' as const) : ('all' as const), branchId }];
      // Already here when an earlier seeding was interrupted.
      const there = await tx.db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst();
      ids.push(there?.id ?? (await createStaffAccount(tx, { name, email, locale: 'id', passwordHash: null, roles })));
    }
    tx.unchanged(null);
    const [head = '', desk = '', east = '', driver = ''] = ids;
    return { central: [desk, desk, desk, head], second: [east], van: [driver] };
  });
}

const USUAL = {
  loanDays: 7,
  maxLoans: 3,
  maxRenewals: 1,
  graceDays: 0,
  finePerDay: 500,
  maxFine: 50_000,
  holdLimit: 3,
  holdShelfDays: 3,
};

/** The library's own rules, of which the narrowest wins; a usual one where there is none. */
async function rules(ctx: Ctx): Promise<Ground['ruleFor']> {
  const anything = { branchId: null, memberTypeId: null, collectionTypeId: null, materialType: null };
  const load = () =>
    ctx.db
      .selectFrom('circulationRules')
      .selectAll()
      .where('collectionTypeId', 'is', null)
      .where('materialType', 'is', null)
      .where('retiredAt', 'is', null)
      .execute();
  if ((await load()).length === 0) await asSystem(ctx, (tx) => insertRule(tx, { ...anything, ...USUAL }));
  const all = await load();
  return (typeId, branchId) => {
    const fits = all.filter(
      (rule) => (rule.memberTypeId ?? typeId) === typeId && (rule.branchId ?? branchId) === branchId,
    );
    const weight = (rule: (typeof all)[number]): number => (rule.branchId ? 2 : 0) + (rule.memberTypeId ? 1 : 0);
    const best = fits.sort((a, b) => weight(b) - weight(a))[0];
    if (!best) throw new Error('no rule fits');
    return best;
  };
}
