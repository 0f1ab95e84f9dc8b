import { z } from 'zod';
import { prepared } from '../../kernel/prepared.ts';
import { view } from '../../kernel/view.ts';
import { wordsIn } from './pages/texts.ts';

interface Row {
  barcode: string;
  title: string;
  callNumber: string | null;
}
const first = prepared<Row>(
  'setup.firstCopy',
  `select c.barcode, b.title, b.call_number as "callNumber" from copies c join books b on b.id = c.book_id
   where c.status <> 'WITHDRAWN' order by c.id limit 1`,
);

export const TEST_BARCODE = 'UJI-000001';

/** The library's first copy, or before there is any, one that is nowhere but on paper. */
export const testCopy = view({
  name: 'setup.testCopy',
  permission: 'copy:read',
  input: z.strictObject({}),
  async run(ctx): Promise<{ barcode: string; title: string; callNumber: string[] }> {
    const copy = await first.one(ctx.sql, []);
    if (!copy) return { barcode: TEST_BARCODE, title: wordsIn(ctx.locale)('label.title'), callNumber: ['000', 'UJI'] };
    return { ...copy, callNumber: copy.callNumber?.split(/\s+/) ?? [] };
  },
});
