import type { Ctx } from '../../../kernel/context.ts';
import type { Failure } from '../../../kernel/errors.ts';
import { failure } from '../../../kernel/errors.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { emailTaken, expiresBeforeJoining, numberTaken } from '../errors.ts';
import type { Editable, Unnumbered } from '../insert.ts';
import { reachParams } from '../queries.ts';
import type { Draft } from './draft.ts';

interface Existing extends Editable {
  id: string;
  status: string;
  inReach: boolean;
}

/** What is to happen with a row. */
export type Plan =
  | { kind: 'create'; draft: Draft }
  | { kind: 'update'; draft: Draft; id: string; before: Editable; after: Editable }
  | { kind: 'same' | 'skip'; draft: Draft; id: string }
  | { kind: 'refuse'; draft: Draft; failure: Failure };

const candidates = prepared<Existing>(
  'members.import.candidates',
  `select m.id, m.member_id as "memberId", m.member_type_id as "memberTypeId", m.branch_id as "branchId", m.name, m.email, m.phone,
     m.address, m.identity_number as "identityNumber", m.department, m.class_name as "className", m.join_date as "joinDate",
     m.expiry_date as "expiryDate", m.consent, m.notes, m.status,
     ($2::uuid[] is null or m.branch_id = any ($2)) and ($3::text[] is null or m.department = any ($3))
       and ($4::uuid is null or m.id = $4) as "inReach"
   from members m
   where lower(m.member_id) = any ($1::text[]) or (m.status <> 'DELETED' and (m.identity_number = any ($5::text[])
     or lower(m.email) = any ($6::text[]) or lower(m.name) = any (array(select lower(x) from unnest($7::text[]) x))))`,
);

const lower = (text: string | null): string | null => text?.toLowerCase() ?? null;
const present = (values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);

/** Who of the file is already here: by number; without one by identity number, then e-mail; at last by name, class and branch. */
export async function planRows(ctx: Ctx, drafts: readonly Draft[], onExisting: 'skip' | 'update'): Promise<Plan[]> {
  const known = await candidates.all(ctx.sql, [
    present(drafts.map(({ member }) => lower(member.memberId))),
    ...reachParams(ctx.scope),
    present(drafts.map(({ member }) => member.identityNumber)),
    present(drafts.map(({ member }) => lower(member.email))),
    drafts.map(({ member }) => member.name),
  ]);
  const index = indexOf(known);
  return drafts.map((draft) => planOf(draft, index, onExisting));
}

interface Index {
  byNumber: ReadonlyMap<string, Existing>;
  byEmail: ReadonlyMap<string, Existing>;
  byIdentity: ReadonlyMap<string, Existing[]>;
  byName: ReadonlyMap<string, Existing[]>;
}

function indexOf(known: readonly Existing[]): Index {
  const living = known.filter((member) => member.status !== 'DELETED');
  const groups = (keyOf: (m: Existing) => string | null): Map<string, Existing[]> =>
    Map.groupBy(living, (m) => keyOf(m) ?? '');
  return {
    byNumber: new Map(known.map((m) => [m.memberId.toLowerCase(), m])),
    byEmail: new Map(living.flatMap((m) => (m.email === null ? [] : [[m.email.toLowerCase(), m]]))),
    byIdentity: groups((m) => m.identityNumber),
    byName: groups(nameKey),
  };
}

export const nameKey = (m: Pick<Unnumbered, 'name' | 'className' | 'branchId'>): string =>
  JSON.stringify([m.name.toLowerCase(), m.className?.toLowerCase() ?? null, m.branchId]);

const ambiguous = (field: string): Failure => failure('CONFLICT', 'members.ambiguous', { field });

function planOf(draft: Draft, index: Index, onExisting: 'skip' | 'update'): Plan {
  const { member } = draft;
  const match = matchOf(member, index);
  if (match instanceof Error) return { kind: 'refuse', draft, failure: match };
  const owner = member.email === null ? undefined : index.byEmail.get(member.email.toLowerCase());
  if (owner && owner.id !== match?.id) return { kind: 'refuse', draft, failure: emailTaken() };
  if (!match) return { kind: 'create', draft };
  if (onExisting === 'skip') return { kind: 'skip', draft, id: match.id };
  const { id, status: _status, inReach: _inReach, ...before } = match;
  const after = { ...before, ...pick(member, draft.given), memberId: match.memberId };
  const same = [...draft.given].every((field) => field === 'memberId' || match[field] === member[field]);
  if (same) return { kind: 'same', draft, id: match.id };
  if (after.expiryDate !== null && after.expiryDate < after.joinDate)
    return { kind: 'refuse', draft, failure: expiresBeforeJoining() };
  return { kind: 'update', draft, id, before, after };
}

const pick = (member: Unnumbered, given: ReadonlySet<keyof Unnumbered>): Partial<Unnumbered> =>
  Object.fromEntries([...given].map((field) => [field, member[field]]));

function matchOf(member: Unnumbered, index: Index): Existing | Failure | undefined {
  if (member.memberId !== null) {
    const named = index.byNumber.get(member.memberId.toLowerCase());
    return named && (named.status === 'DELETED' || !named.inReach) ? numberTaken() : named;
  }
  const same = member.identityNumber === null ? [] : (index.byIdentity.get(member.identityNumber) ?? []);
  const known = same.filter((m) => m.inReach);
  if (known.length > 1) return ambiguous('identityNumber');
  if (known[0]) return known[0];
  const mail = member.email === null ? undefined : index.byEmail.get(member.email.toLowerCase());
  if (mail?.inReach && (mail.identityNumber === null || member.identityNumber === null)) return mail;
  if (member.identityNumber !== null || member.email !== null) return undefined;
  const namesakes = (index.byName.get(nameKey(member)) ?? []).filter((m) => m.inReach);
  return namesakes.length > 1 ? ambiguous('name') : namesakes[0];
}
