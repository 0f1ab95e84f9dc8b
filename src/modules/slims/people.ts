import { prepared } from '../../kernel/prepared.ts';
import type { OnMemberErase, OnMemberExport } from '../members/index.ts';

/** What SLiMS had of a person is that person's, too: the records of the member and of fines; loans keep no record here. */
const OF_MEMBER = `kind in ('member', 'fine', 'reserve', 'photo') and new in (
  select unnest($1::uuid[]) union all select id from fines where member_id = any ($1::uuid[])
  union all select id from holds where member_id = any ($1::uuid[]))`;
const wipe = prepared(
  'slims.people.erase',
  `update slims_ids set record = null, problems = '[]',
     old = case when kind = 'member' then 'erased-' || new else old end where ${OF_MEMBER}`,
);

/** Of loans only what did not fit is kept; the flag stays, the words go. */
const wipeLoans = prepared(
  'slims.people.eraseLoans',
  `update slims_ids set record = null, problems = (
     select jsonb_agg(p - 'value') from jsonb_array_elements(problems) p)
   where problems <> '[]' and kind = 'loan' and record is not null
     and new in (select id from borrowings where member_id = any ($1::uuid[]))`,
);

/** The number is forgotten with the rest; a mirror that still runs would bring the person again, as a new member. */
export const eraseMoved: OnMemberErase = async (ctx, { memberIds }) => {
  await wipe.all(ctx.sql, [memberIds]);
  await wipeLoans.all(ctx.sql, [memberIds]);
};

const own = prepared(
  'slims.people.export',
  `select kind, old, record from slims_ids where record is not null and ${OF_MEMBER}`,
);
export const exportMoved: OnMemberExport = async (ctx, { memberIds }) => ({
  slims: await own.all(ctx.sql, [memberIds]),
});
