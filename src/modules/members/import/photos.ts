import { createHash } from 'node:crypto';
import type { VerbCtx } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { imageKind } from '../image.ts';
import { reachParams } from '../queries.ts';
import { PHOTO_BYTES, removeAfterwards } from '../verbs/photo.ts';

export interface NamedPhoto {
  /** Of the file: a member's number or identity number. */
  readonly name: string;
  readonly bytes: Buffer;
}
export interface PhotoOutcome {
  readonly name: string;
  readonly problem: 'members.bad_photo' | 'members.not_found' | 'members.ambiguous' | 'members.has_photo' | null;
  readonly changed: boolean;
}

interface Owner {
  id: string;
  number: string;
  identity: string | null;
  photo: string | null;
}

const owners = prepared<Owner>(
  'members.import.photoOwners',
  `select id, lower(member_id) as number, lower(identity_number) as identity, photo from members
   where status <> 'DELETED' and (lower(member_id) = any ($1::text[]) or lower(identity_number) = any ($1::text[]))
     and ($2::uuid[] is null or branch_id = any ($2)) and ($3::text[] is null or department = any ($3)) and ($4::uuid is null or id = $4)
   order by id for no key update`,
);
/** The version stays: a picture that came with the list does not keep the list from being undone. */
const put = prepared(
  'members.import.photos',
  `update members m set photo = r.photo, updated_at = $2 from jsonb_to_recordset($1::jsonb) as r (id uuid, photo text) where m.id = r.id`,
);

/** Pictures of members within reach, by the names of their files; the same picture again changes nothing. */
export async function setMemberPhotos(
  ctx: VerbCtx,
  batchId: string,
  photos: readonly NamedPhoto[],
  replace: boolean,
): Promise<PhotoOutcome[]> {
  const names = photos.map(({ name }) => name.toLowerCase());
  const found = await owners.all(ctx.sql, [names, ...reachParams(ctx.scope)]);
  const changes: { id: string; photo: string }[] = [];
  const outcomes: PhotoOutcome[] = [];
  for (const photo of photos) {
    const kind = photo.bytes.length > PHOTO_BYTES ? null : imageKind(photo.bytes);
    const owner = kind && ownerOf(found, photo.name.toLowerCase());
    if (!owner || owner === 'members.ambiguous') {
      outcomes.push({
        name: photo.name,
        problem: kind ? (owner ?? 'members.not_found') : 'members.bad_photo',
        changed: false,
      });
      continue;
    }
    const digest = createHash('sha256').update(photo.bytes).digest('hex').slice(0, 16);
    const key = `photos/${owner.id}-${digest}.${kind}`;
    const isKept = owner.photo !== null && owner.photo !== key && !replace;
    const changed = owner.photo !== key && !isKept;
    if (changed) {
      await ctx.drivers.files.put(key, photo.bytes);
      changes.push({ id: owner.id, photo: key });
      if (owner.photo !== null) removeAfterwards(ctx, owner.photo);
    }
    outcomes.push({ name: photo.name, problem: isKept ? 'members.has_photo' : null, changed });
  }
  if (changes.length === 0) return ctx.unchanged(outcomes);
  await put.all(ctx.sql, [JSON.stringify(changes), ctx.now]);
  const touches = ['member', ...changes.map(({ id }) => `member:${id}`)];
  ctx.record('members.imported', {
    type: 'IMPORT',
    id: batchId,
    new: { batch: batchId, photos: changes.length },
    touches,
  });
  return outcomes;
}

/** A number names one member; an identity number may stand with two. */
function ownerOf(found: readonly Owner[], name: string): Owner | 'members.ambiguous' | undefined {
  const numbered = found.find(({ number }) => number === name);
  if (numbered) return numbered;
  const same = found.filter(({ identity }) => identity === name);
  return same.length > 1 ? 'members.ambiguous' : same[0];
}
