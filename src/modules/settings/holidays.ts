import { z } from 'zod';
import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import { holidayNotFound } from './errors.ts';

export const HolidayReply = z.object({
  id: z.uuid(),
  /** null: all branches. */
  branchId: z.uuid().nullable(),
  date: z.string(),
  name: z.string(),
  source: z.enum(['NATIONAL', 'OWN']),
  /** Reckoned before the decree: may move by a day. */
  tentative: z.boolean(),
});
export type Holiday = z.output<typeof HolidayReply>;

const HOLIDAY = 'id, branch_id as "branchId", date, name, source, tentative';

const add = prepared<Holiday>(
  'settings.holiday.add',
  `insert into holidays (id, branch_id, date, name, source, tentative, created_at) values ($1, $2, $3, $4, $5, $6, $7)
   returning ${HOLIDAY}`,
);
export async function insertHoliday(ctx: VerbCtx, h: Omit<Holiday, 'id'>): Promise<Holiday> {
  const row = await add.one(ctx.sql, [newId(), h.branchId, h.date, h.name, h.source, h.tentative, ctx.now]);
  if (!row) throw new Error('a holiday was not stored');
  return row;
}

const addMany = prepared<Holiday>(
  'settings.holiday.addMany',
  `insert into holidays (id, branch_id, date, name, source, tentative, created_at)
   select h.id, $2, h.date, h.name, 'NATIONAL', h.tentative, $3
   from jsonb_to_recordset($1::jsonb) as h(id uuid, date date, name text, tentative boolean)
   on conflict do nothing returning ${HOLIDAY}`,
);
/** Those that were not holidays yet; what a librarian entered stays as it is. */
export function insertNational(
  ctx: VerbCtx,
  branchId: string | null,
  days: readonly Pick<Holiday, 'date' | 'name' | 'tentative'>[],
): Promise<Holiday[]> {
  const rows = days.map((day) => ({ ...day, id: newId() }));
  return addMany.all(ctx.sql, [JSON.stringify(rows), branchId, ctx.now]);
}

const byId = prepared<Holiday>('settings.holiday', `select ${HOLIDAY} from holidays where id = $1 for update`);
export async function lockHoliday(ctx: VerbCtx, id: string): Promise<Holiday> {
  const holiday = await byId.one(ctx.sql, [id]);
  if (!holiday) throw holidayNotFound();
  return holiday;
}

const remove = prepared('settings.holiday.remove', 'delete from holidays where id = $1');
export const deleteHoliday = (ctx: VerbCtx, id: string) => remove.all(ctx.sql, [id]);
