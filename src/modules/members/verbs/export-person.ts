import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { readSettings } from '../../settings/index.ts';
import { factOf } from '../change.ts';
import { typeOfKey } from '../image.ts';
import { onMemberExport } from '../lists.ts';
import { ownSections, personOf } from '../person.ts';
import { memberById } from '../queries.ts';

/** Everything kept about a person, for that person (UU PDP, article 7): one JSON file. */
export const exportPerson = verb({
  name: 'members.export',
  permission: 'member:export',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }): Promise<FileReply> {
    const member = await memberById(ctx, id, ctx.scope);
    const person = await personOf(ctx, member);
    const sections = await ownSections(ctx, person);
    for (const part of onMemberExport) Object.assign(sections, await part(ctx, { memberIds: person.memberIds }));
    const { libraryName } = await readSettings(ctx);
    const head = { library: libraryName, exportedAt: ctx.now, photos: await photosOf(ctx, person.photos) };
    ctx.record('member.exported', factOf(member, 'EXPORT'));
    const body = JSON.stringify({ ...head, ...sections }, null, 2);
    return { type: 'application/json', name: `${member.memberId.replaceAll('/', '-')}.json`, body };
  },
});

async function photosOf(ctx: Ctx, keys: readonly string[]) {
  const photos: { type: string; base64: string }[] = [];
  for (const key of keys) {
    const file = await ctx.drivers.files.get(key);
    if (file) photos.push({ type: typeOfKey(key), base64: (await buffer(file)).toString('base64') });
  }
  return photos;
}
