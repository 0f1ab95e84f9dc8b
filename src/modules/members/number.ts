import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { readSettings, type Settings } from '../settings/index.ts';

type Format = Settings['memberNumberFormat'];

export const formatNumber = ({ prefix, digits }: Format, n: number): string =>
  `${prefix}${String(n).padStart(digits, '0')}`;

/** LIB and at least three digits: LIB001, and LIB1000 after LIB999. */
export const followsFormat = ({ prefix, digits }: Format, number: string): boolean =>
  new RegExp(`^${prefix}[0-9]{${digits},}$`, 'i').test(number);

/** A number given by hand for somebody new; imported ones are kept as they are. */
export async function requireFormat(ctx: Ctx, number: string): Promise<void> {
  const { memberNumberFormat: format } = await readSettings(ctx);
  if (!followsFormat(format, number))
    throw invalid('memberId', 'members.bad_number', { example: formatNumber(format, 1) });
}

const draw = prepared<{ n: number }>(
  'members.number.draw',
  `select nextval('member_number_seq') as n from generate_series(1, $1)`,
);
const taken = prepared<{ number: string }>(
  'members.number.taken',
  'select lower(member_id) as number from members where lower(member_id) = any ($1::text[])',
);
const MOST_AT_ONCE = 5_000;

/** New numbers, ascending; gaps stay. Numbers already given by hand are passed over in growing steps. */
export async function drawNumbers(ctx: Ctx, count: number): Promise<string[]> {
  const { memberNumberFormat: format } = await readSettings(ctx);
  const free: string[] = [];
  for (let step = count; free.length < count; step = Math.min(step * 4, MOST_AT_ONCE)) {
    const drawn = (await draw.all(ctx.sql, [step])).map(({ n }) => formatNumber(format, n));
    const used = await taken.all(ctx.sql, [drawn.map((number) => number.toLowerCase())]);
    const gone = new Set(used.map((row) => row.number));
    free.push(...drawn.filter((number) => !gone.has(number.toLowerCase())));
  }
  return free.slice(0, count);
}
