import type { VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { OnMemberErase } from '../members/index.ts';
import { REFRESHED, TAG } from './refresh.ts';

/** Lists of our own people whose numbers are among these lose them; what is left keeps its order. */
const forget = prepared<{ name: string }>(
  'statistics.erase',
  `update statistics_snapshots s
   set data = (select coalesce(jsonb_agg(e.line order by e.place), '[]'::jsonb)
     from jsonb_array_elements(s.data) with ordinality as e(line, place)
     where not exists (select from members m where m.id = any ($1::uuid[]) and m.member_id = e.line ->> 'member_id'))
   where s.source = 'pustaka' and jsonb_typeof(s.data) = 'array' and exists (
     select from jsonb_array_elements(s.data) as x(line) join members m on m.member_id = x.line ->> 'member_id'
     where m.id = any ($1::uuid[]))
   returning s.name`,
);

/** An erased person is gone from the frozen lists at once, not with the next night. */
export const eraseStatistics: OnMemberErase = async (ctx: VerbCtx, { memberIds }) => {
  if ((await forget.all(ctx.sql, [memberIds])).length === 0) return;
  ctx.afterCommit(() => ctx.app.pings.publish([{ action: REFRESHED, id: 'people' }], [TAG]));
};
