import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve, sep } from 'node:path';
import type { VerbCtx } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { prepared } from '../../../kernel/prepared.ts';
import { asSystem } from '../../../kernel/verb.ts';
import { putMovedCovers } from '../../catalog/index.ts';
import { putMovedPhotos } from '../../members/index.ts';
import { knownOf, writeIds } from './ids.ts';
import type { Move, Stored } from './move.ts';
import type { Misfit } from './row.ts';

export interface FileCounts {
  brought: number;
  unchanged: number;
  missing: number;
  refused: number;
}

const PICTURE_BYTES = 5 * 1024 * 1024;
const ATTACHMENT_BYTES = 500 * 1024 * 1024;

interface Sort {
  kind: 'cover' | 'photo' | 'attachment';
  of: 'title' | 'member';
  /** Below SLiMS's own folder. */
  folder: string;
  isPicture: boolean;
  /** Rows of { old, id, file, folder }. */
  sql: string;
  put(tx: VerbCtx, rows: { id: string; key: string }[]): Promise<unknown>;
}

const one = (column: string): string => `select old, new as id, record ->> '${column}' as file, null as folder
  from slims_ids where source_id = $1 and kind = $2 and new is not null and old > $3 and record ->> '${column}' <> '' order by old limit 100`;
const SORTS: readonly Sort[] = [
  {
    kind: 'cover',
    of: 'title',
    folder: 'images/docs',
    isPicture: true,
    sql: one('image'),
    put: (tx, rows) =>
      putMovedCovers(
        tx,
        rows.map(({ id, key }) => ({ id, cover: key })),
      ),
  },
  {
    kind: 'photo',
    of: 'member',
    folder: 'images/persons',
    isPicture: true,
    sql: one('member_image'),
    put: (tx, rows) =>
      putMovedPhotos(
        tx,
        rows.map(({ id, key }) => ({ id, photo: key })),
      ),
  },
  {
    kind: 'attachment',
    of: 'title',
    folder: 'repository',
    isPicture: false,
    sql: `select i.old || ' ' || (a ->> 'file_id') as old, i.new as id, a ->> 'file_name' as file, a ->> 'file_dir' as folder
      from slims_ids i, jsonb_array_elements(i.record -> 'attachments') a
      where i.source_id = $1 and i.kind = $2 and i.new is not null and i.old || ' ' || (a ->> 'file_id') > $3
        and jsonb_typeof(i.record -> 'attachments') = 'array' order by 1 limit 100`,
    put: async () => {},
  },
];
interface Wanted {
  old: string;
  id: string;
  file: string;
  folder: string | null;
}
const statements = new Map(SORTS.map(({ kind, sql }) => [kind, prepared<Wanted>(`slims.files.${kind}`, sql)]));

const starts = (bytes: Buffer, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
function pictureKind(bytes: Buffer): string | null {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpg';
  return bytes.toString('latin1', 8, 12) === 'WEBP' ? 'webp' : null;
}

/** Inside the folder that was given, whatever the record says. */
function pathOf(root: string, { folder }: Sort, wanted: Wanted): string | null {
  const base = resolve(root, folder);
  const path = resolve(base, wanted.folder ?? '.', basename(wanted.file));
  return path.startsWith(base + sep) ? path : null;
}

const KEYS = { cover: 'covers', photo: 'photos', attachment: 'slims/attachments' } as const;

async function bring(move: Move, sort: Sort, wanted: Wanted, counts: FileCounts): Promise<void> {
  const path = pathOf(move.files ?? '', sort, wanted);
  const found = path === null ? null : await stat(path).catch(() => null);
  if (!path || !found?.isFile()) {
    counts.missing++;
    return;
  }
  const mark = createHash('sha256').update(`${wanted.file}|${found.size}|${found.mtimeMs}`).digest().subarray(0, 16);
  const [known] = await knownOf(move.ctx.sql, move.sourceId, sort.kind, [wanted.old]);
  if (known?.digest === mark.toString('hex')) {
    counts.unchanged++;
    return;
  }
  const most = sort.isPicture ? PICTURE_BYTES : ATTACHMENT_BYTES;
  const bytes = found.size <= most ? await readFile(path) : null;
  const kind = bytes && (sort.isPicture ? pictureKind(bytes) : extname(path).slice(1).replace(/\W/g, '') || 'bin');
  const misfits: Misfit[] = kind ? [] : [{ code: bytes ? 'no_picture' : 'file_too_large', value: wanted.file }];
  counts[kind ? 'brought' : 'refused']++;
  if (move.dry) return;
  const key = `${KEYS[sort.kind]}/${wanted.id}-${newId().replaceAll('-', '')}.${kind}`;
  if (kind && bytes) await move.ctx.drivers.files.put(key, bytes);
  const row = { file: wanted.file, key: kind ? key : null, of: wanted.id };
  const stored: Stored = {
    item: { old: wanted.old, row, digest: mark, known: null },
    id: kind ? wanted.id : null,
    misfits,
  };
  await asSystem({ ...move.ctx, now: move.ctx.app.clock.now() }, async (tx) => {
    if (kind) await sort.put(tx, [{ id: wanted.id, key }]);
    await writeIds(move, tx, { name: sort.kind, keepsRecord: true }, [stored]);
    tx.record('slims.file_moved', { type: 'IMPORT', id: wanted.id, new: { kind: sort.kind, bytes: found.size } });
  });
}

/** Covers, photos and attachments from a copy of SLiMS's own folder; each once, until the file changes. */
export async function bringFiles(move: Move, signal: AbortSignal): Promise<FileCounts> {
  const counts: FileCounts = { brought: 0, unchanged: 0, missing: 0, refused: 0 };
  for (const sort of SORTS) {
    for (let after = ''; ; ) {
      const some = (await statements.get(sort.kind)?.all(move.ctx.sql, [move.sourceId, sort.of, after])) ?? [];
      for (const wanted of some) {
        signal.throwIfAborted();
        await bring(move, sort, wanted, counts);
      }
      const last = some.at(-1);
      if (!last) break;
      after = last.old;
    }
  }
  return counts;
}
