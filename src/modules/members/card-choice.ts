import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/prepared.ts';
import { trimmed, Uuid } from '../../kernel/validation.ts';
import { type MemberRow, membersByIds, reachParams } from './queries.ts';
import { listMembers } from './views.ts';

/** A school year's classes at once, and no more than a printer's tray. */
export const MOST_CARDS = 200;
const MOST_PICKED = 100;

/** Those who were ticked, whose numbers were written down, or whom the list of members shows. */
export const cardChoice = {
  ids: z.array(Uuid).min(1).max(MOST_PICKED).optional(),
  numbers: z.array(trimmed(40)).min(1).max(MOST_CARDS).optional(),
  filter: z
    .strictObject({
      search: trimmed(100).optional(),
      status: z.enum(['ACTIVE', 'SUSPENDED']).optional(),
      memberTypeId: Uuid.optional(),
      branchId: Uuid.optional(),
      className: trimmed(50).optional(),
      expired: z.boolean().optional(),
    })
    .optional(),
} as const;
const Choice = z.strictObject(cardChoice);
type Choice = z.output<typeof Choice>;

const byNumbers = prepared<{ id: string; number: string }>(
  'members.cards.numbers',
  `select m.id, lower(m.member_id) as number from members m
   where lower(m.member_id) = any ($1::text[]) and m.status <> 'DELETED'
     and ($2::uuid[] is null or m.branch_id = any ($2)) and ($3::text[] is null or m.department = any ($3))
     and ($4::uuid is null or m.id = $4)`,
);

async function idsOfNumbers(ctx: Ctx, numbers: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(numbers.map((number) => number.toLowerCase()))];
  const rows = await byNumbers.all(ctx.sql, [wanted, ...reachParams(ctx.scope)]);
  const found = new Map(rows.map(({ number, id }) => [number, id]));
  const unknown = wanted.filter((number) => !found.has(number));
  if (unknown.length > 0)
    throw invalid('numbers', 'members.unknown_numbers', { numbers: unknown.slice(0, 5).join(', ').toUpperCase() });
  return wanted.flatMap((number) => found.get(number) ?? []);
}

/** By name, so that a class lies in the order of its list. */
async function idsOfFilter(ctx: Ctx, filter: NonNullable<Choice['filter']>): Promise<string[]> {
  const ids: string[] = [];
  const { expired, ...rest } = filter;
  const query = { ...rest, ...(expired === undefined ? {} : { expired: String(expired) }) };
  for (let page = 1; ids.length <= MOST_CARDS; page++) {
    const { items, meta } = await listMembers(ctx, { ...query, page, limit: 100, sortBy: 'name', sortOrder: 'asc' });
    ids.push(...items.map(({ id }) => id));
    if (!meta.hasNext) break;
  }
  if (ids.length > MOST_CARDS) throw invalid('filter', 'members.too_many_cards', { most: MOST_CARDS });
  if (ids.length === 0) throw invalid('filter', 'members.no_cards');
  return ids;
}

/** Whose cards, in the order asked for, so that the pile is already sorted. */
export async function membersForCards(ctx: Ctx, { ids, numbers, filter }: Choice): Promise<MemberRow[]> {
  if (!ids && !numbers && !filter) throw invalid('ids', 'members.no_cards');
  const wanted = [
    ...(ids ?? []),
    ...(numbers ? await idsOfNumbers(ctx, numbers) : []),
    ...(filter ? await idsOfFilter(ctx, filter) : []),
  ];
  const found = new Map((await membersByIds(ctx, wanted, ctx.scope)).map((member) => [member.id, member]));
  return [...new Set(wanted)].flatMap((id) => found.get(id) ?? []);
}
