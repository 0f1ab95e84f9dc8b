import { prepared } from '../../kernel/prepared.ts';
import type { Reaction } from '../../kernel/reactions.ts';
import { REFRESHED, TAG } from './refresh.ts';

/** Name, branch and consent of the people in our own frozen lists, as they are now. */
const rename = prepared<{ name: string }>(
  'statistics.people',
  `update statistics_snapshots s
   set data = (select jsonb_agg(case when m.id is null then e.line else e.line || jsonb_build_object('member_name', m.name,
         'branch_id', m.branch_id, 'is_public', coalesce(m.consent -> 'publicName' = 'true'::jsonb, false)) end order by e.place)
     from jsonb_array_elements(s.data) with ordinality as e(line, place)
       left join members m on m.id = $1::uuid and m.member_id = e.line ->> 'member_id')
   where s.source = 'pustaka' and jsonb_typeof(s.data) = 'array' and exists (
     select from jsonb_array_elements(s.data) as x(line) join members m on m.member_id = x.line ->> 'member_id'
     where m.id = $1::uuid)
   returning s.name`,
);

/** Who takes back the consent to be named is masked within seconds. */
export const statisticsReactions: readonly Reaction[] = [
  {
    name: 'statistics.people',
    hears: ['member.updated'],
    async run(ctx, fact) {
      if (!fact.changed.some((field) => field === 'consent' || field === 'name')) return;
      if ((await rename.all(ctx.sql, [fact.entityId])).length === 0) return;
      ctx.app.pings.publish([{ action: REFRESHED, id: 'people' }], [TAG]);
    },
  },
];
