import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Ctx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Kept, keepFile } from '../files.ts';
import {
  BEGINNING,
  DEFAULTS,
  type Format,
  type Import,
  isTable,
  KINDS,
  type Kind,
  NOTHING,
  type Sniffed,
} from '../import.ts';
import { guessed, hasNeeded, withProfile } from '../mapping.ts';
import { profileById } from '../profile-queries.ts';
import { importById, importReply, insertImport } from '../queries.ts';
import { ANY_KIND, scopeOfKind } from '../rights.ts';
import { sniffFile } from '../sniff.ts';

export const UPLOAD_TYPES = [
  'application/octet-stream',
  'text/csv',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/marc',
  'application/marcxml+xml',
  'application/marc+json',
];

const Input = z.strictObject({
  file: z.custom<() => Readable>((value) => typeof value === 'function', { error: 'imports.file_needed' }),
  kind: z.enum(KINDS).default('BOOKS'),
  /** As people call the file. */
  name: z.string().trim().min(1).max(255).default('impor'),
  profileId: Uuid.optional(),
});

interface Ready extends Kept {
  id: string;
  format: Format;
  sniffed: Sniffed;
}

/** Takes a file in and says what it is; nothing of it is in the library yet. */
export const uploadImport = verb({
  name: 'imports.upload',
  permission: ANY_KIND,
  input: Input,
  async prepare(ctx, { file, kind }): Promise<Ready> {
    scopeOfKind(ctx, kind);
    const id = newId();
    return { id, ...(await keepFile(ctx.app, file(), id, 'file', (path) => sniffFile(path, kind))) };
  },
  async run(ctx, { kind, name, profileId }, ready): Promise<Import> {
    const { id, format, sniffed, size, sha256 } = ready;
    const { mapping, options } = await startingWith(ctx, kind, sniffed, profileId);
    const state = !isTable(format) || hasNeeded(kind, mapping) ? 'MAPPED' : 'UPLOADED';
    const row = { id, kind, format, fileName: name, fileSize: size, fileSha256: sha256, sniffed, state } as const;
    await insertImport(ctx, { ...row, mapping, options, cursor: BEGINNING, counts: NOTHING });
    ctx.record('import.uploaded', { type: 'CREATE', id, name, new: { kind, format, size, sha256 } });
    return importReply(ctx, await importById(ctx, id));
  },
});

async function startingWith(ctx: Ctx, kind: Kind, { columns }: Sniffed, profileId: string | undefined) {
  const mapping = guessed(kind, columns);
  if (!profileId) return { mapping, options: DEFAULTS };
  const profile = await profileById(ctx, profileId, kind);
  return { mapping: withProfile(mapping, profile.mapping), options: profile.options };
}
