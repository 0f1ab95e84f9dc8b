import { z } from 'zod';
import type { FileReply } from '../../../kernel/http/route.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { view } from '../../../kernel/view.ts';
import { bookNotFound } from '../errors.ts';
import { bookRow } from '../queries.ts';
import { booksWithMarc } from './book-row.ts';
import { encoded, MARC_FILE, MARC_FORMATS } from './export.ts';

/** One book as others take it over; what the public sees of the book, it sees here. */
export const getBookMarc = view({
  name: 'catalog.marc',
  permission: 'book:read',
  input: z.strictObject({ id: Uuid, format: z.enum(MARC_FORMATS).default('mrc') }),
  async run(ctx, { id, format }): Promise<FileReply> {
    await bookRow(ctx, id);
    const [book] = await booksWithMarc(ctx.sql, [id]);
    if (!book) throw bookNotFound();
    const { type, head, tail } = MARC_FILE[format];
    const text = encoded(book, format, []);
    const body = typeof text === 'string' ? head + text + tail : text;
    return { type, name: `${id}.${format}`, body };
  },
});
