import type { Actor } from '../../src/kernel/access.ts';
import { type App, makeCtx, systemActor } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { accessTokenFor, hashPassword, sessionActor } from '../../src/modules/identity/index.ts';
import { search } from '../../src/modules/search/index.ts';

/** Somebody who can sign in. */
export interface Person {
  accountId: string;
  name: string;
  email: string;
  password: string;
  memberId: string | null;
  actor(): Promise<Actor>;
  token(): Promise<string>;
}

/** The named people and places of the tests. Central in Jakarta, a branch in Jayapura, a van. */
export interface Cast {
  central: string;
  jayapura: string;
  student: string;
  teacher: string;
  general: string;
  reference: string;
  rule: string;
  /** SUPER_ADMIN */ wati: Person;
  /** LIBRARIAN, all branches */ budi: Person;
  /** ASSISTANT at Central */ tono: Person;
  /** DESK at Central */ dewi: Person;
  /** LIBRARIAN of the branch in Jayapura only */ yosef: Person;
  /** VIEWER */ vera: Person;
  manager: Person;
  operator: Person;
  client: Person;
  /** MEMBER, student LIB001 */ sari: Person & { memberId: string };
  /** MEMBER, student LIB002 */ andi: Person & { memberId: string };
}

export const PASSWORD = 'kata-sandi-uji-2026';

let hash: Promise<string> | undefined;

/** Two branches, two member types, two collection types and the general rule. */
async function makePlaces(app: App) {
  const now = app.clock.now();
  const sql = app.pool;
  const places = { central: newId(), jayapura: newId() };
  await sql.query(
    `insert into branches (id, code, name, time_zone, created_at, updated_at) values
     ($1, 'PUSAT', 'Perpustakaan Pusat', 'Asia/Jakarta', $3, $3), ($2, 'JYP', 'Cabang Jayapura', 'Asia/Jayapura', $3, $3)`,
    [places.central, places.jayapura, now],
  );
  const types = { student: newId(), teacher: newId() };
  await sql.query(
    `insert into member_types (id, code, name, membership_days, created_at, updated_at) values
     ($1, 'SISWA', 'Siswa', 365, $3, $3), ($2, 'GURU', 'Guru', 1095, $3, $3)`,
    [types.student, types.teacher, now],
  );
  const collections = { general: newId(), reference: newId() };
  await sql.query(
    `insert into collection_types (id, code, name, loanable) values ($1, 'UMUM', 'Koleksi umum', true), ($2, 'REF', 'Referensi', false)`,
    [collections.general, collections.reference],
  );
  const rule = newId();
  await sql.query(
    `insert into circulation_rules (id, loan_days, max_loans, max_renewals, grace_days, fine_per_day, max_fine, hold_limit,
       hold_shelf_days, created_at, updated_at) values ($1, 14, 3, 2, 0, 500, 50000, 3, 3, $2, $2)`,
    [rule, now],
  );
  return { ...places, ...types, ...collections, rule };
}

type Places = Awaited<ReturnType<typeof makePlaces>>;
type MakePerson = (name: string, role: string, branchId?: string | null, memberNumber?: string) => Promise<Person>;

/** Makes people who can sign in: account, role, session and, with a number, membership. */
async function personMaker(app: App, places: Places): Promise<MakePerson> {
  hash ??= hashPassword(PASSWORD);
  const passwordHash = await hash;
  const now = app.clock.now();
  const sql = app.pool;
  const types = places;
  const { rows: roleRows } = await sql.query<{ id: string; name: string }>('select id, name from roles');
  const roles = new Map(roleRows.map((row) => [row.name, row.id]));

  return async (name, role, branchId = null, memberNumber) => {
    const accountId = newId();
    const email = `${name.toLowerCase()}@pustaka.test`;
    await sql.query(
      'insert into accounts (id, email, name, password_hash, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)',
      [accountId, email, name, passwordHash, now],
    );
    const scope = role === 'MEMBER' || role === 'CLIENT' ? 'own' : branchId ? 'branch' : 'all';
    await sql.query(
      'insert into account_roles (account_id, role_id, scope, branch_id, granted_at) values ($1, $2, $3, $4, $5)',
      [accountId, roles.get(role), scope, branchId, now],
    );
    let memberId: string | null = null;
    if (memberNumber) {
      memberId = newId();
      await sql.query(
        `insert into members (id, member_id, account_id, member_type_id, branch_id, name, email, join_date, expiry_date, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, '2026-01-05', '2027-01-05', $8, $8)`,
        [memberId, memberNumber, accountId, types.student, places.central, name, email, now],
      );
    }
    const sessionId = newId();
    await sql.query(
      `insert into sessions (id, account_id, kind, branch_id, created_at, last_seen_at, expires_at)
       values ($1, $2, 'token', $3, $4, $4, $4::timestamptz + interval '10 years')`,
      [sessionId, accountId, branchId ?? (role === 'MEMBER' || role === 'CLIENT' ? null : places.central), now],
    );
    return {
      accountId,
      name,
      email,
      password: PASSWORD,
      memberId,
      actor: () => sessionActor(app, sessionId),
      token: () => accessTokenFor(app, accountId, sessionId),
    };
  };
}

export async function makeCast(app: App): Promise<Cast> {
  const places = await makePlaces(app);
  const person = await personMaker(app, places);
  const member = async (name: string, number: string): Promise<Person & { memberId: string }> => {
    const made = await person(name, 'MEMBER', null, number);
    return { ...made, memberId: made.memberId ?? '' };
  };
  const cast: Cast = {
    ...places,
    wati: await person('Wati', 'SUPER_ADMIN'),
    budi: await person('Budi', 'LIBRARIAN'),
    tono: await person('Tono', 'ASSISTANT', places.central),
    dewi: await person('Dewi', 'DESK', places.central),
    yosef: await person('Yosef', 'LIBRARIAN', places.jayapura),
    vera: await person('Vera', 'VIEWER'),
    manager: await person('Maya', 'MANAGER'),
    operator: await person('Oki', 'OPERATOR'),
    client: await person('Citra', 'CLIENT'),
    sari: await member('Sari', 'LIB001'),
    andi: await member('Andi', 'LIB002'),
  };
  await app.pool.query("select nextval('member_number_seq'), nextval('member_number_seq')");
  return cast;
}

/** A title with n copies at a branch; returns its id and the barcodes. */
export async function addBook(
  app: App,
  cast: Cast,
  o: { title?: string; copies?: number; branch?: string; collection?: string; price?: number | null } = {},
): Promise<{ bookId: string; barcodes: string[]; copyIds: string[] }> {
  const bookId = newId();
  const now = app.clock.now();
  const title = o.title ?? 'Laskar Pelangi';
  await app.pool.query(
    `insert into books (id, title, author, category, created_at, updated_at) values ($1, $2, 'Andrea Hirata', 'Fiksi', $3, $3)`,
    [bookId, title, now],
  );
  const made: { id: string; barcode: string }[] = [];
  for (let n = 0; n < (o.copies ?? 1); n++) {
    const { rows } = await app.pool.query<{ id: string; barcode: string }>(
      `insert into copies (id, book_id, barcode, branch_id, collection_type_id, price, created_at, updated_at)
       values ($1, $2, 'B' || lpad(nextval('copy_barcode_seq')::text, 6, '0'), $3, $4, $5, $6, $6) returning id, barcode`,
      [newId(), bookId, o.branch ?? cast.central, o.collection ?? cast.general, o.price ?? null, now],
    );
    if (rows[0]) made.push(rows[0]);
  }
  await asSystem(makeCtx(app, systemActor('test')), async (ctx) => {
    const doc = {
      kind: 'book',
      id: bookId,
      isPublic: true,
      title,
      author: 'Andrea Hirata',
      words: {},
      facets: {},
      popularity: 0,
    };
    await search.put(ctx, [{ ...doc, number: made.length, createdAt: now }]);
    ctx.unchanged(undefined);
  });
  return { bookId, barcodes: made.map((m) => m.barcode), copyIds: made.map((m) => m.id) };
}

/** One more student with a number of the sequence. */
export async function addMember(
  app: App,
  cast: Cast,
  o: { name?: string; branch?: string; type?: string } = {},
): Promise<{ memberId: string; number: string }> {
  const memberId = newId();
  const { rows } = await app.pool.query<{ number: string }>(
    `insert into members (id, member_id, member_type_id, branch_id, name, join_date, created_at, updated_at)
     values ($1, 'LIB' || to_char(nextval('member_number_seq'), 'FM000000'), $2, $3, $4, '2026-01-05', $5, $5) returning member_id as number`,
    [memberId, o.type ?? cast.student, o.branch ?? cast.central, o.name ?? 'Rina', app.clock.now()],
  );
  return { memberId, number: rows[0]?.number ?? '' };
}
