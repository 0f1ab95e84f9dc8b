import { expect } from 'vitest';
import { systemActor } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { type Charge, chargeFine } from '../../src/modules/fines/index.ts';
import { accessTokenFor, sessionActor } from '../../src/modules/identity/index.ts';
import { addBook, type Person } from './cast.ts';
import type { TestLibrary } from './library.ts';

/** For tests: Sari is late by three days at Central, unless said otherwise. */
export const charged = (library: TestLibrary, over: Partial<Charge> = {}): Promise<{ id: string; amount: number }> =>
  asSystem(library.as(systemActor('test')), (ctx) =>
    chargeFine(ctx, {
      borrowingId: null,
      memberId: library.cast.sari.memberId,
      branchId: library.cast.central,
      reason: 'OVERDUE',
      amount: 1500,
      explanation: { days: 3, perDay: 500 },
      ...over,
    }),
  );

/** Ledger accounts that do not stand at zero. */
export async function balances(library: TestLibrary, memberId: string | null = null): Promise<Record<string, number>> {
  const { rows } = await library.app.pool.query(
    `select ledger_account, sum(amount)::bigint as sum from ledger_lines where $1::uuid is null or member_id = $1
     group by 1 having sum(amount) <> 0 order by 1`,
    [memberId],
  );
  return Object.fromEntries(rows.map((row) => [row.ledger_account, row.sum]));
}

export const expectFailure = (
  answer: { status: number; body: unknown },
  status: number,
  reason: string,
  field?: string,
) => {
  expect(answer.body).toMatchObject({
    success: false,
    error: { details: { reason }, ...(field ? { field } : {}) },
  });
  expect(answer.status).toBe(status);
};

/** An open loan of a fresh copy, written directly. */
export async function lent(library: TestLibrary, memberId: string): Promise<{ borrowingId: string; barcode: string }> {
  const { app, cast } = library;
  const { bookId, copyIds, barcodes } = await addBook(app, cast);
  const borrowingId = newId();
  const now = app.clock.now();
  await app.pool.query(
    `insert into borrowings (id, copy_id, book_id, member_id, branch_id, borrow_date, due_date, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '14 days', $6, $6)`,
    [borrowingId, copyIds[0], bookId, memberId, cast.central, now],
  );
  return { borrowingId, barcode: barcodes[0] ?? '' };
}

/** Ratna, who has a role of the library's own with which she may give money back, perhaps at one branch only. */
export async function treasurer(library: TestLibrary, branchId: string | null = null): Promise<Person> {
  const { app } = library;
  const [accountId, roleId, sessionId] = [newId(), newId(), newId()];
  const role = `BENDAHARA_${roleId.slice(-6).toUpperCase()}`;
  const now = app.clock.now();
  const insert = (text: string, ...params: unknown[]) => app.pool.query(text, params);
  await insert('insert into roles (id, name, created_at, updated_at) values ($1, $2, $3, $3)', roleId, role, now);
  await insert(
    `insert into role_permissions (role_id, permission) select $1, unnest(array['fine:read', 'fine:pay', 'fine:refund'])`,
    roleId,
  );
  const email = `${accountId}@pustaka.test`;
  await insert(
    `insert into accounts (id, email, name, created_at, updated_at) values ($1, $2, 'Ratna', $3, $3)`,
    accountId,
    email,
    now,
  );
  await insert(
    `insert into account_roles (account_id, role_id, scope, branch_id, granted_at) values ($1, $2, $3, $4, $5)`,
    accountId,
    roleId,
    branchId ? 'branch' : 'all',
    branchId,
    now,
  );
  await insert(
    `insert into sessions (id, account_id, kind, branch_id, created_at, last_seen_at, expires_at)
     values ($1, $2, 'token', $3, $4, $4, $4::timestamptz + interval '10 years')`,
    sessionId,
    accountId,
    branchId ?? library.cast.central,
    now,
  );
  return {
    accountId,
    name: 'Ratna',
    email,
    password: '',
    memberId: null,
    actor: () => sessionActor(app, sessionId),
    token: () => accessTokenFor(app, accountId, sessionId),
  };
}
