import { Readable } from 'node:stream';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import type { FileReply } from '../../kernel/http/route.ts';
import { translate } from '../../kernel/i18n.ts';
import { csvStream } from '../../lib/csv/write.ts';
import { type ImportRow, isTable } from './import.ts';
import { type RejectRow, rejectsAfter } from './rejects.ts';

const AT_ONCE = 200;

async function* rows(ctx: Ctx, id: string): AsyncGenerator<RejectRow> {
  for (let after = 0; ; ) {
    const some = await rejectsAfter(ctx.sql, id, after, AT_ONCE);
    yield* some;
    if (some.length < AT_ONCE) return;
    after = some.at(-1)?.n ?? after;
  }
}

/** A table with the reason beside each row, to be mended and brought again; of MARC also the records as they stand in the file. */
export function rejectsFile(ctx: Ctx, row: ImportRow, format: 'csv' | 'raw'): FileReply {
  const name = row.fileName.replace(/\.[^.]{1,5}$/, '');
  if (format === 'raw') {
    if (isTable(row.format)) throw notFound('imports.no_raw');
    return {
      type: 'application/octet-stream',
      name: `${name}-ditolak.mrc`,
      body: Readable.from(rawRecords(ctx, row.id)),
    };
  }
  const word = (code: string): string => translate(ctx.locale, `imports.rejects.${code}`);
  const { columns } = row.sniffed;
  const head = [
    ...columns,
    word('line'),
    ...(isTable(row.format) ? [] : [word('byte')]),
    word('field'),
    word('reason'),
  ];
  return { type: 'text/csv; charset=utf-8', name: `${name}-ditolak.csv`, body: csvStream(head, tableRows(ctx, row)) };
}

async function* tableRows(ctx: Ctx, { id, sniffed, format }: ImportRow) {
  for await (const { cells, line, atByte, field, message } of rows(ctx, id)) {
    const place = isTable(format) ? [line] : [line, atByte];
    yield [...sniffed.columns.map((column) => cells?.[column] ?? ''), ...place, field, message];
  }
}

async function* rawRecords(ctx: Ctx, id: string): AsyncGenerator<Buffer> {
  let last = -1;
  for await (const { raw, line } of rows(ctx, id)) {
    if (raw && line !== last) yield raw;
    last = line;
  }
}
