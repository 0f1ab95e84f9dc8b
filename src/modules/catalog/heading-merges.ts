import type { VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { prepared } from '../../kernel/prepared.ts';
import type { Heading } from './heading.ts';

/** Kept with a merge, beside the places of every book in `before`. */
export interface MergeSummary {
  gone: string;
  stays: string;
  goneName: string;
  staysName: string;
  /** Spellings the one that stays got by it. */
  added: string[];
}

/** $1 gone, $2 stays: every place in a book as it stands before the merge; `doubled`: the other one stands there too. */
const remember = prepared(
  'catalog.merge.remember',
  `insert into catalog_batches (id, kind, summary, created_at, created_by, before) values ($3, 'HEADING_MERGE', $4, $5, $6,
     jsonb_build_object(
       'contributors', (select coalesce(jsonb_agg(jsonb_build_object('book_id', c.book_id, 'role', c.role, 'position', c.position,
           'doubled', exists (select 1 from book_contributors o where o.book_id = c.book_id and o.heading_id = $2 and o.role = c.role))), '[]')
         from book_contributors c where c.heading_id = $1),
       'subjects', (select coalesce(jsonb_agg(jsonb_build_object('book_id', s.book_id,
           'doubled', exists (select 1 from book_subjects o where o.book_id = s.book_id and o.heading_id = $2))), '[]')
         from book_subjects s where s.heading_id = $1),
       'followers', (select coalesce(jsonb_agg(h.id), '[]') from headings h where h.merged_into = $1),
       'shown', (select coalesce(jsonb_agg(b.id), '[]') from books b where b.author = $4::jsonb ->> 'goneName' and exists (
         select 1 from book_contributors c where c.book_id = b.id and c.heading_id = $1 and c.role = 'AUTHOR'))))`,
);

/** Before anything is moved. Returns the merge's id. */
export async function rememberMerge(ctx: VerbCtx, gone: Heading, stays: Heading, added: string[]): Promise<string> {
  const id = newId();
  const summary: MergeSummary = { gone: gone.id, stays: stays.id, goneName: gone.name, staysName: stays.name, added };
  const by = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  await remember.all(ctx.sql, [gone.id, stays.id, id, JSON.stringify(summary), ctx.now, by]);
  return id;
}

const mergeOf = prepared<{ id: string; summary: MergeSummary }>(
  'catalog.merge.of',
  `select b.id, b.summary from headings h join catalog_batches b on b.id = h.merge_batch_id where h.id = $1`,
);
export const mergeOfHeading = (ctx: VerbCtx, headingId: string) => mergeOf.one(ctx.sql, [headingId]);

const CONTRIBUTORS = `catalog_batches b, jsonb_to_recordset(b.before -> 'contributors')
  r (book_id uuid, role text, position int, doubled boolean)`;
const SUBJECTS = `catalog_batches b, jsonb_to_recordset(b.before -> 'subjects') r (book_id uuid, doubled boolean)`;

/** $1 gone, $2 stays, $3 the merge. Places that an editor took away since are not made again. */
const giveBack = [
  `insert into book_contributors (book_id, heading_id, role, position)
   select r.book_id, $1, r.role, case when r.doubled then r.position else c.position end
   from ${CONTRIBUTORS} join book_contributors c on c.book_id = r.book_id and c.heading_id = $2 and c.role = r.role
   where b.id = $3 on conflict do nothing`,
  `delete from book_contributors c using ${CONTRIBUTORS}
   where b.id = $3 and not r.doubled and c.book_id = r.book_id and c.heading_id = $2 and c.role = r.role and $1::uuid is not null`,
  `insert into book_subjects (book_id, heading_id) select r.book_id, $1
   from ${SUBJECTS} join book_subjects s on s.book_id = r.book_id and s.heading_id = $2
   where b.id = $3 on conflict do nothing`,
  `delete from book_subjects s using ${SUBJECTS}
   where b.id = $3 and not r.doubled and s.book_id = r.book_id and s.heading_id = $2 and $1::uuid is not null`,
  `update headings h set merged_into = $1 from catalog_batches b
   where b.id = $3 and h.merged_into = $2 and h.id <> $1 and b.before -> 'followers' ? h.id::text`,
].map((text, at) => prepared(`catalog.merge.giveBack.${at}`, text));

const showAgain = prepared(
  'catalog.merge.show',
  `update books k set author = $3, version = k.version + 1, updated_at = $5 from catalog_batches b
   where b.id = $1 and k.author = $4 and k.id in (select jsonb_array_elements_text(b.before -> 'shown')::uuid)
     and exists (select 1 from book_contributors c where c.book_id = k.id and c.heading_id = $2 and c.role = 'AUTHOR')`,
);
const booksOf = prepared<{ id: string }>(
  'catalog.merge.books',
  `select r.book_id as id from ${CONTRIBUTORS} where b.id = $1 union select r.book_id from ${SUBJECTS} where b.id = $1 order by 1`,
);
const close = prepared(
  'catalog.merge.close',
  'update catalog_batches set undone_at = $2, undone_by = $3 where id = $1',
);

/** Gives every place back to the heading that was merged away; returns the books concerned. */
export async function undoMerge(ctx: VerbCtx, mergeId: string, gone: Heading, stays: Heading): Promise<string[]> {
  for (const statement of giveBack) await statement.all(ctx.sql, [gone.id, stays.id, mergeId]);
  if (gone.kind === 'AUTHOR') await showAgain.all(ctx.sql, [mergeId, gone.id, gone.name, stays.name, ctx.now]);
  await close.all(ctx.sql, [mergeId, ctx.now, ctx.actor.kind === 'account' ? ctx.actor.accountId : null]);
  return (await booksOf.all(ctx.sql, [mergeId])).map((row) => row.id);
}
