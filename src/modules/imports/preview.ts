import type { Ctx } from '../../kernel/context.ts';
import { fileGone } from './errors.ts';
import { pathOf } from './files.ts';
import { addCounts, BEGINNING, type ImportRow, NOTHING, type Preview } from './import.ts';
import type { Taken, Work } from './kinds/work.ts';
import { asFailure } from './problem.ts';
import { openWork } from './run.ts';
import { openSource } from './source.ts';

/** So many rows are looked at: enough to see what the file is like, and soon. */
const LOOKED = 2_000;
const PART = 500;
const SHOWN = 20;

/** The first rows as they would become, and which of them are there already. Nothing is written. */
export async function previewOf(ctx: Ctx, row: ImportRow): Promise<Preview> {
  if (row.fileRemovedAt) throw fileGone();
  try {
    const work = await openWork(ctx, row);
    const source = await openSource(pathOf(ctx.app, row.id, 'file'), row.format, row.fileSize, BEGINNING);
    const preview: Preview = { whole: true, counts: NOTHING, matches: {}, lines: [], reasons: [], rejects: [] };
    try {
      const part: Taken[] = [];
      let seen = 0;
      for await (const item of source.items) {
        if (seen === LOOKED) {
          preview.whole = false;
          break;
        }
        seen += 1;
        part.push(await work.take(item));
        if (part.length === PART) await lookAt(ctx, work, part.splice(0), preview);
      }
      await lookAt(ctx, work, part.splice(0), preview);
      return preview;
    } finally {
      source.close();
    }
  } catch (error) {
    throw asFailure(error);
  }
}

async function lookAt(ctx: Ctx, work: Work, part: readonly Taken[], preview: Preview): Promise<void> {
  if (part.length === 0) return;
  const { counts, lines, rejects } = await work.look(ctx, part);
  preview.counts = addCounts(preview.counts, counts);
  for (const { rule } of lines) if (rule !== null) preview.matches[rule] = (preview.matches[rule] ?? 0) + 1;
  // Those that are there already are what there is to decide about.
  const wanted = [...lines].sort((a, b) => Number(b.match !== null) - Number(a.match !== null) || a.line - b.line);
  preview.lines = [...preview.lines, ...wanted].slice(0, SHOWN);
  const told = rejects.map(({ line, atByte, field, code, message }) => ({ line, atByte, field, code, message }));
  preview.reasons = reasonsOf(preview.reasons, rejects);
  preview.rejects = [...preview.rejects, ...told].slice(0, SHOWN);
}

const REASONS = 100;

function reasonsOf(before: Preview['reasons'], rejects: readonly { message: string }[]): Preview['reasons'] {
  const counts = new Map(before.map(({ message, count }) => [message, count]));
  for (const { message } of rejects) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts]
    .map(([message, count]) => ({ message, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, REASONS);
}
