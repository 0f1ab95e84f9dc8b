import type { App, Ctx } from '../../src/kernel/context.ts';
import { fromDist } from './dist.ts';
import type { Inside } from './inside.ts';
import { record, type Step } from './trace.ts';

export interface Pair {
  barcode: string;
  memberId: string;
}

/** Copies on the shelf and members with nothing out, each once: all of them may be lent without a question. */
export async function toBorrow({ app, bare }: Inside, count: number): Promise<Pair[]> {
  const copies = await bare.query<{ barcode: string }>(
    `select distinct on (c.book_id) c.barcode from copies c tablesample system (20) join collection_types t on t.id = c.collection_type_id
     where c.status = 'AVAILABLE' and t.loanable limit $1`,
    [count],
  );
  const members = await bare.query<{ id: string }>(
    `select m.id from members m where m.status = 'ACTIVE' and m.account_id is null and m.expiry_date > $2
       and not exists (select 1 from borrowings x where x.member_id = m.id and x.return_date is null and x.status <> 'CANCELLED')
       and not exists (select 1 from fines f where f.member_id = m.id and f.paid + f.waived < f.amount) order by random() limit $1`,
    [count, app.clock.now()],
  );
  const all = members.rows.map(({ id }, n) => ({ memberId: id, barcode: copies.rows[n]?.barcode ?? '' }));
  return all.filter(({ barcode }) => barcode !== '');
}

const LATE_SHARE = 0.1;

/** Barcodes of copies that are out, one in ten of them late. */
export async function toReturn({ app, bare }: Inside, count: number): Promise<string[]> {
  const some = async (how: string, wanted: number): Promise<string[]> => {
    const { rows } = await bare.query<{ barcode: string }>(
      `select c.barcode from borrowings x join copies c on c.id = x.copy_id
       where x.return_date is null and x.status <> 'CANCELLED' and x.due_date ${how} $2 order by random() limit $1`,
      [wanted, app.clock.now()],
    );
    return rows.map((row) => row.barcode);
  };
  const late = await some('<', Math.round(count * LATE_SHARE));
  return [...late, ...(await some('>=', count - late.length))].sort();
}

/** The statements of lending and taking back these copies, without doing it. */
export async function traces(inside: Inside, pairs: readonly Pair[], barcodes: readonly string[]): Promise<Step[][]> {
  const { app } = inside;
  const { makeCtx } = await fromDist<typeof import('../../src/kernel/context.ts')>('kernel/context.js');
  const { borrow } =
    await fromDist<typeof import('../../src/modules/circulation/index.ts')>('modules/circulation/index.js');
  const { returnCopy } = await fromDist<typeof import('../../src/modules/circulation/verbs/return-borrowing.ts')>(
    'modules/circulation/verbs/return-borrowing.js',
  );
  const actor = await librarian(app);
  const ctx = (): Ctx => makeCtx(app, actor);
  const lent: Step[][] = [];
  for (const pair of pairs) lent.push(await record(app, () => borrow(ctx(), pair)));
  const back: Step[][] = [];
  for (const barcode of barcodes) back.push(await record(app, () => returnCopy(ctx(), { barcode })));
  return lent.flatMap((steps, n) => [steps, back[n] ?? []]).filter((steps) => steps.length > 0);
}

async function librarian(app: App) {
  const { sessionActor } =
    await fromDist<typeof import('../../src/modules/identity/index.ts')>('modules/identity/index.js');
  const { rows } = await app.pool.query<{ id: string }>(
    `select s.id from sessions s join accounts a on a.id = s.account_id
     where a.email = 'bench@surel.example' order by s.created_at desc limit 1`,
  );
  return sessionActor(app, rows[0]?.id ?? '');
}
