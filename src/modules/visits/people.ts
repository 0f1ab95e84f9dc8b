import { prepared } from '../../kernel/prepared.ts';
import type { OnMemberErase, OnMemberExport, OnMemberMerge } from '../members/index.ts';
import { memberKey } from './counting.ts';

const move = prepared('visits.merge', 'update visits set member_id = $2 where member_id = $1');
const forget = prepared('visits.forget', 'delete from visit_last_seen where who = any ($1::text[])');

/** One person's visits stand together under the record that stays. */
export const mergeVisits: OnMemberMerge = async (ctx, { keptId, goneId }) => {
  await move.all(ctx.sql, [goneId, keptId]);
  await forget.all(ctx.sql, [[memberKey(goneId)]]);
};

const wipe = prepared<{ id: string }>(
  'visits.erase',
  'update visits set member_id = null, purpose = null where member_id = any ($1::uuid[]) returning id',
);
const eraseFacts = prepared('visits.erase.facts', `select erase_fact_details(array['visit'], $1::text[])`);

/** That somebody came stays for the figures; who it was goes. */
export const eraseVisits: OnMemberErase = async (ctx, { memberIds }) => {
  const visits = await wipe.all(ctx.sql, [memberIds]);
  await forget.all(ctx.sql, [memberIds.map(memberKey)]);
  await eraseFacts.all(ctx.sql, [visits.map((visit) => visit.id)]);
};

const own = prepared(
  'visits.export.own',
  `select v.at, b.name as branch, r.name as room, v.purpose from visits v join branches b on b.id = v.branch_id
     left join visit_rooms r on r.id = v.room_id
   where v.member_id = any ($1::uuid[]) order by v.at, v.id`,
);

export const exportVisitsOf: OnMemberExport = async (ctx, { memberIds }) => ({
  visits: await own.all(ctx.sql, [memberIds]),
});
