import { basename, extname } from 'node:path';
import type { Ctx } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import { translate } from '../../kernel/i18n.ts';
import { asSystem } from '../../kernel/verb.ts';
import { openZip, type Zip } from '../../lib/zip/open.ts';
import { setMemberPhotos } from '../members/index.ts';
import { pathOf } from './files.ts';
import { addCounts, type Cursor, type ImportRow } from './import.ts';
import { paceNow } from './pace.ts';
import { asFailure } from './problem.ts';
import { advanceTo } from './queries.ts';
import { putRejects, type Reject } from './rejects.ts';
import { scopeOfKind } from './rights.ts';
import { type End, mine, type State, type Watch } from './step.ts';

const PICTURE = 5 * 1024 * 1024;
export const PHOTO_BOUNDS = { maxEntries: 20_000, maxEntryBytes: PICTURE, maxTotalBytes: 2 * 1024 * 1024 * 1024 };
const AT_ONCE = 20;

const IMAGE = /\.(?:jpe?g|png|webp)$/i;
/** What systems add by themselves is no picture of anybody. */
const isPicture = (name: string): boolean =>
  IMAGE.test(name) && !name.startsWith('__MACOSX/') && !basename(name).startsWith('.');

/** Looked through when it is uploaded, so that a hostile one is refused at once. */
export async function checkPhotos(path: string): Promise<{ pictures: number }> {
  try {
    const zip = await openZip(path, PHOTO_BOUNDS);
    zip.close();
    const pictures = [...zip.entries.keys()].filter(isPicture).length;
    if (pictures === 0) throw invalid('file', 'imports.no_photos');
    return { pictures };
  } catch (error) {
    throw asFailure(error);
  }
}

/** After the rows: each picture to the member whose number or identity number its file is called by. */
export async function bringPhotos(outer: Ctx, row: ImportRow, begun: State, watch: Watch): Promise<End> {
  let state = begun;
  if (row.kind !== 'MEMBERS' || row.photosName === null) return { state, stopped: false, more: false };
  const ctx = { ...outer, scope: scopeOfKind(outer, 'MEMBERS') };
  const zip = await openZip(pathOf(ctx.app, row.id, 'photos'), PHOTO_BOUNDS);
  try {
    const names = [...zip.entries.keys()].filter(isPicture).sort();
    for (let at = state.cursor.photos; at < names.length; at += AT_ONCE) {
      const began = performance.now();
      const pace = await paceNow(ctx, row.options.gentle);
      const next = await writePhotos(ctx, row, zip, names.slice(at, at + AT_ONCE), state.cursor);
      if (!next) return { state, stopped: true, more: false };
      state = next;
      watch.told?.(state);
      if (watch.until !== undefined && Date.now() > watch.until) return { state, stopped: true, more: true };
      await pace.rest(performance.now() - began);
    }
    return { state, stopped: false, more: false };
  } finally {
    zip.close();
  }
}

async function writePhotos(
  ctx: Ctx,
  row: ImportRow,
  zip: Zip,
  names: readonly string[],
  expected: Cursor,
): Promise<State | null> {
  const photos: { name: string; bytes: Buffer }[] = [];
  for (const name of names) {
    const entry = zip.entries.get(name);
    if (entry) photos.push({ name: basename(name, extname(name)), bytes: await zip.bytes(entry) });
  }
  return asSystem({ ...ctx, now: ctx.app.clock.now() }, async (tx) => {
    const now = await mine(tx, row.id, expected);
    if (!now) return tx.unchanged(null);
    const done = await setMemberPhotos(
      { ...tx, scope: ctx.scope },
      row.id,
      photos,
      row.options.onExisting === 'update',
    );
    const rejects = done.flatMap(({ problem }, at): Reject[] =>
      problem === null
        ? []
        : [
            {
              line: expected.photos + at + 1,
              atByte: null,
              field: names[at] ?? '',
              code: problem,
              message: translate(ctx.locale, problem),
            },
          ],
    );
    const cursor = { ...expected, photos: expected.photos + names.length };
    const counts = addCounts(now.counts, { photos: done.filter(({ changed }) => changed).length });
    await putRejects(tx, row.id, rejects);
    await advanceTo(tx, row.id, cursor, counts);
    return tx.unchanged({ cursor, counts });
  });
}
