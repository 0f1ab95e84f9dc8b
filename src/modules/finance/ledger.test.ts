import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { systemActor, type VerbCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { asSystem } from '../../kernel/verb.ts';
import { type Entry, memberCredit, moveMemberBalances, postEntry, reverseEntry } from './index.ts';

describe('the ledger', () => {
  let library: TestLibrary;
  const system = () => library.as(systemActor('test'));
  /** Who posts an entry records why; here nobody does. */
  const within = <T>(run: (ctx: VerbCtx) => Promise<T>) =>
    asSystem(system(), async (ctx) => ctx.unchanged(await run(ctx)));
  const deposit = (amount: number, over: Partial<Entry> = {}): Entry => ({
    kind: 'DEPOSIT',
    description: 'test',
    branchId: library.cast.central,
    lines: [
      { account: '1010', amount },
      { account: '2100', amount: -amount, memberId: library.cast.sari.memberId },
    ],
    ...over,
  });
  const sql = (text: string, params: unknown[] = []) => library.app.pool.query(text, params);
  const entries = async () => (await sql('select count(*)::int as n from ledger_entries')).rows[0].n;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  it('keeps an entry with its lines and knows what a member holds', async () => {
    await within((ctx) => postEntry(ctx, deposit(5000)));
    expect(await memberCredit(system(), library.cast.sari.memberId)).toBe(5000);
    expect(await memberCredit(system(), library.cast.andi.memberId)).toBe(0);
  });

  it('leaves out lines of zero', async () => {
    const id = await within((ctx) =>
      postEntry(ctx, deposit(1, { lines: [...deposit(1).lines, { account: '1200', amount: 0 }] })),
    );
    expect((await sql('select 1 from ledger_lines where entry_id = $1', [id])).rowCount).toBe(2);
  });

  it('refuses lines that do not balance, and keeps nothing of them', async () => {
    const before = await entries();
    const lines = [
      { account: '1010' as const, amount: 5 },
      { account: '2100' as const, amount: -4 },
    ];
    await expect(within((ctx) => postEntry(ctx, deposit(5, { lines })))).rejects.toThrow(RangeError);
    await expect(within((ctx) => postEntry(ctx, deposit(5, { lines: [] })))).rejects.toThrow(RangeError);
    expect(await entries()).toBe(before);
  });

  it('reverses an entry once', async () => {
    const id = await within((ctx) => postEntry(ctx, deposit(700)));
    const held = await memberCredit(system(), library.cast.sari.memberId);
    await within((ctx) => reverseEntry(ctx, id, 'mistake'));
    expect(await memberCredit(system(), library.cast.sari.memberId)).toBe(held - 700);
    await expect(within((ctx) => reverseEntry(ctx, id, 'again'))).rejects.toMatchObject({
      reason: 'finance.already_reversed',
    });
  });

  it('hands a merged member’s balances to the one who stays', async () => {
    const { sari, andi } = library.cast;
    const held = await memberCredit(system(), sari.memberId);
    await within((ctx) => moveMemberBalances(ctx, sari.memberId, andi.memberId));
    await within((ctx) => moveMemberBalances(ctx, sari.memberId, andi.memberId));
    expect(await memberCredit(system(), sari.memberId)).toBe(0);
    expect(await memberCredit(system(), andi.memberId)).toBe(held);
  });

  describe('in the database, as the application', () => {
    const insertEntry = `insert into ledger_entries (id, at, kind, description) values ($1, '2026-03-02', 'TEST', 'x')`;
    const insertLine = (id: string, line: number, amount: number) =>
      `insert into ledger_lines (entry_id, line, ledger_account, amount) values ('${id}', ${line}, '1010', ${amount})`;
    const together = async (...texts: string[]) => {
      const client = await library.app.pool.connect();
      try {
        await client.query('begin');
        for (const text of texts) await client.query(text);
        await client.query('commit');
      } finally {
        await client.query('rollback');
        client.release();
      }
    };

    it('refuses an unbalanced entry, one with a single line and one without lines', async () => {
      const id = newId();
      const entry = insertEntry.replace('$1', `'${id}'`);
      const broken = { constraint: 'ledger_entry_balances' };
      await expect(together(entry, insertLine(id, 0, 5), insertLine(id, 1, -4))).rejects.toMatchObject(broken);
      await expect(together(entry, insertLine(id, 0, 5))).rejects.toMatchObject(broken);
      await expect(together(entry)).rejects.toMatchObject(broken);
      await together(entry, insertLine(id, 0, 5), insertLine(id, 1, -5));
    });

    it('takes no further lines into an entry that was committed, balanced or not', async () => {
      const id = await within((ctx) => postEntry(ctx, deposit(10)));
      await expect(together(insertLine(id, 2, 5), insertLine(id, 3, -5))).rejects.toMatchObject({
        constraint: 'append_only',
      });
    });

    it.each([
      'update ledger_lines set amount = amount * 2',
      'delete from ledger_lines',
      'truncate ledger_lines',
      `update ledger_entries set description = 'x'`,
      'delete from ledger_entries',
      `insert into ledger_accounts values ('9999', 'x', 'x', 'ASSET')`,
      `update ledger_accounts set kind = 'INCOME'`,
    ])('may not: %s', async (text) => {
      await expect(sql(text)).rejects.toMatchObject({ code: '42501' });
    });

    it('refuses changes even to the owner of the tables', async () => {
      const { createClient } = await import('../../drivers/postgres/pool.ts');
      const owner = createClient(library.database.owner);
      await owner.connect();
      const refused = { constraint: 'append_only' };
      await expect(owner.query('update ledger_lines set amount = amount * 2')).rejects.toMatchObject(refused);
      await expect(owner.query('delete from ledger_entries')).rejects.toMatchObject(refused);
      await owner.end();
    });
  });
});

describe('the trial balance', () => {
  let library: TestLibrary;
  const balance = (query = '', who = library.cast.wati, headers = {}) =>
    library.call(who, 'GET', `/ledger/trial-balance${query}`, undefined, headers);
  const post = (branchId: string, amount: number) =>
    asSystem(library.as(systemActor('test')), (ctx) => {
      ctx.unchanged(null);
      const lines = [
        { account: '1010' as const, amount },
        { account: '4100' as const, amount: -amount },
      ];
      return postEntry(ctx, { kind: 'TEST', description: '', branchId, lines });
    });
  beforeAll(async () => {
    library = await openLibrary();
    await post(library.cast.central, 1000);
    await post(library.cast.central, -300);
    await post(library.cast.jayapura, 50);
  });
  afterAll(() => library.close());

  it('shows every account with its debits and credits, which come out equal', async () => {
    const { status, body } = await balance('', library.cast.wati, { 'accept-language': 'en' });
    expect(status).toBe(200);
    expect(body.data.totals).toEqual({ debit: 1350, credit: 1350 });
    expect(body.data.accounts).toHaveLength(10);
    expect(body.data.accounts[0]).toEqual({
      code: '1010',
      name: 'Cash',
      kind: 'ASSET',
      debit: 1050,
      credit: 300,
      balance: 750,
    });
    expect(body.data.to).toBe('2026-03-02');
  });

  it('stands for one branch, and for the end of a day in the library’s zone', async () => {
    const { jayapura, yosef } = library.cast;
    expect((await balance(`?branchId=${jayapura}`)).body.data.totals).toEqual({ debit: 50, credit: 50 });
    expect((await balance('', yosef)).body.data.totals).toEqual({ debit: 50, credit: 50 });
    expect((await balance(`?branchId=${library.cast.central}`, yosef)).body.data.totals.debit).toBe(0);
    expect((await balance('?to=2026-03-01')).body.data.totals.debit).toBe(0);
  });

  it('names a field that is wrong', async () => {
    expect((await balance('?to=2026-02-30')).body.error.field).toBe('to');
    expect((await balance('?branchId=x')).body.error.field).toBe('branchId');
  });

  it('is refused without permission', async () => {
    const { tono, dewi, sari, operator, client } = library.cast;
    for (const person of [tono, dewi, sari, operator, client]) expect((await balance('', person)).status).toBe(403);
    expect((await library.call(null, 'GET', '/ledger/trial-balance')).status).toBe(401);
  });
});
