import type { Ctx } from '../../kernel/context.ts';
import { addDays, type LocalDate } from '../../lib/calendar/local-date.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { inBatches, insertRows } from '../rows.ts';
import type { Ground } from './ground.ts';
import { season } from './lending.ts';
import { atTheDesk, PLACES, type Place, type Stage, weightedPicker } from './stage.ts';

/** People through the door on a usual day. */
const BUSY: Readonly<Record<Place, number>> = { central: 24, second: 12, van: 5 };
const GUESTS = 0.12;
const DAYS = 365;

const SCHOOLS = [
  'SD Harapan',
  'SMP Tunas Bangsa',
  'SMA Merdeka',
  'Madrasah Al-Hikmah',
  'Kelurahan',
  'Universitas Terbuka',
];
const FIRST_NAMES = [
  'Agus',
  'Dian',
  'Fitri',
  'Hendra',
  'Indah',
  'Joko',
  'Lina',
  'Made',
  'Nur',
  'Putri',
  'Rizal',
  'Siti',
];
const PURPOSES = { Membaca: 5, 'Mengerjakan tugas': 3, Internet: 2, 'Meminjam buku': 2, 'Membaca koran': 1 };

/** A year of visits, those of today up to this moment; some members come far more often than others. */
export async function storeVisits(ctx: Ctx, ground: Ground, stage: Stage): Promise<number> {
  const visits = PLACES.flatMap((place) => visitsAt(ground, stage, place));
  visits.sort((a, b) => a.at.getTime() - b.at.getTime());
  const since = new Date(stage.now.getTime() - DAYS * 86_400_000);
  await ctx.app.pool.query('select ensure_visit_partitions($1::date, 14)', [since]);
  await inBatches(ctx, 'visits.imported', visits, async (tx, batch) => {
    const numbers = await tx.sql.query<{ n: number }>(
      "select nextval('visit_number_seq') as n from generate_series(1, $1)",
      [batch.length],
    );
    const rows = batch.map((visit, n) => ({ ...visit, number: numbers.rows[n]?.n }));
    await insertRows(tx.sql, 'visits', rows);
  });
  return visits.length;
}

function visitsAt(ground: Ground, stage: Stage, place: Place) {
  const { random, now, members } = stage;
  const { isOpen, timeZone } = stage.calendars[place];
  const today = localDateIn(timeZone, now);
  const somebody = weightedPicker(
    random,
    members.filter((member) => member.branch === place),
    (member) => 0.2 + member.appetite,
  );
  const on = (date: LocalDate) => {
    const people = isOpen(date) ? Math.round(BUSY[place] * season(date) * (0.7 + 0.6 * random.fraction())) : 0;
    return Array.from({ length: people }, () => {
      const at = atTheDesk(stage, place, date);
      const member = random.chance(GUESTS) ? undefined : somebody();
      const known = member && member.joinDate <= date ? member : undefined;
      return {
        id: random.id(at),
        at,
        kind: known ? 'MEMBER' : 'GUEST',
        member_id: known?.id ?? null,
        guest_name: known ? null : random.pick(FIRST_NAMES),
        institution: known ? null : random.pick(SCHOOLS),
        purpose: random.weighted(PURPOSES),
        branch_id: ground.branches[place],
      };
    });
  };
  return Array.from({ length: DAYS + 1 }, (_, back) => addDays(today, -back))
    .flatMap(on)
    .filter(({ at }) => at <= now);
}
