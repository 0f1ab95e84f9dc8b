import type { Readable } from 'node:stream';
import { z } from 'zod';
import { invalid } from '../../../kernel/errors.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { requireAct } from '../act.ts';
import { keepFile } from '../files.ts';
import type { Import } from '../import.ts';
import { checkPhotos } from '../photos.ts';
import { changeImport, importById, importReply, lockImport } from '../queries.ts';
import { ANY_KIND } from '../rights.ts';

export const ZIP_TYPES = ['application/zip', 'application/octet-stream'];

/** A ZIP with pictures beside a list of members, each called by a member's number or identity number. */
export const putImportPhotos = verb({
  name: 'imports.photos',
  permission: ANY_KIND,
  input: z.strictObject({
    id: Uuid,
    file: z.custom<() => Readable>((value) => typeof value === 'function', { error: 'imports.file_needed' }),
    name: z.string().trim().min(1).max(255).default('foto.zip'),
  }),
  async prepare(ctx, { id, file }): Promise<{ size: number; pictures: number }> {
    const row = await importById(ctx, id);
    if (row.kind !== 'MEMBERS') throw invalid('file', 'imports.photos_of_members');
    requireAct(row, 'change');
    return keepFile(ctx.app, file(), id, 'photos', checkPhotos);
  },
  async run(ctx, { id, name }, { size, pictures }): Promise<Import> {
    requireAct(await lockImport(ctx, id), 'change');
    await changeImport(ctx, id, { photosName: name, photosSize: size });
    ctx.record('import.photos_added', { type: 'UPDATE', id, name, new: { photos: pictures, size } });
    return importReply(ctx, await importById(ctx, id));
  },
});
