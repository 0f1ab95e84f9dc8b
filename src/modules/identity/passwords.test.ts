import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../test/support/cast.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { holdEverything } from '../../../test/support/ways-in.ts';
import { newId } from '../../kernel/ids.ts';

const NEW = 'layang-layang-biru';

describe('passwords', { timeout: 90_000 }, () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary({ worker: true, env: { PUBLIC_URL: 'http://pustaka.lan:8080/' } });
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());
  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    library.call(null, 'POST', url, body, headers);
  const knock = async (email: string, password: string) => (await post('/auth/login', { email, password })).status;
  const signIn = async ({ email, password }: Person) =>
    `Bearer ${(await post('/auth/login', { email, password })).body.data.token}`;

  const PATIENCE = { timeout: 20_000, interval: 50 };
  const read = new Set<string>();
  /** The letters that were not read yet, whole ones only, in no order. */
  async function unread(): Promise<Map<string, string>> {
    const folder = join(library.app.dataRoot, 'outbox');
    const names = (await readdir(folder).catch(() => [])).filter((name) => !read.has(name));
    const texts = await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    );
    return new Map(texts.filter(([, text]) => text.startsWith('To: ') && text.endsWith('\n')));
  }
  /** The next letter to somebody. */
  const letterTo = (email: string): Promise<string> =>
    vi.waitFor(async () => {
      const found = [...(await unread())].find(([, text]) => text.toLowerCase().startsWith(`to: ${email}\n`));
      if (!found) throw new Error(`no letter to ${email} yet`);
      read.add(found[0]);
      return found[1];
    }, PATIENCE);
  /** Whom the letters go to that nobody read, once every one that was asked for is written. */
  async function addressees(): Promise<(string | undefined)[]> {
    await vi.waitFor(async () => {
      const { rows } = await library.app.pool.query(
        `select state, retry_count from pgboss.job where name = 'identity.letter' and state in ('created', 'active', 'retry')`,
      );
      expect(rows).toEqual([]);
    }, PATIENCE);
    const rest = await unread();
    for (const name of rest.keys()) read.add(name);
    return [...rest.values()].map((text) => /^To: (.*)/.exec(text)?.[1]);
  }
  const tokenIn = (letter: string): string => /token=([\w-]+)/.exec(letter)?.[1] ?? '';

  describe('changed by their owner', () => {
    it('need the present one, and end every other session', async () => {
      const { operator } = library.cast;
      const here = await signIn(operator);
      const there = await signIn(operator);
      const change = (currentPassword: string, newPassword: string) =>
        post('/auth/change-password', { currentPassword, newPassword }, { authorization: here });
      await library.factsSince();
      const wrong = await change('bukan-kata-sandi', NEW);
      expect(wrong.status).toBe(400);
      expect(wrong.body.error).toMatchObject({ field: 'currentPassword' });
      expect((await change(operator.password, 'perpustakaan')).body.error.field).toBe('newPassword');
      expect((await change(operator.password, operator.password)).body.error.field).toBe('newPassword');
      expect((await change(operator.password, NEW)).body.data).toEqual({ changed: true, sessionsEnded: 2 });
      expect(await library.factsSince()).toEqual(['account.password_refused', 'account.password_changed']);
      const me = (authorization: string) => library.call(null, 'GET', '/auth/me', undefined, { authorization });
      expect((await me(here)).status).toBe(200);
      expect((await me(there)).status).toBe(401);
      expect(await knock(operator.email, operator.password)).toBe(401);
      expect(await knock(operator.email, NEW)).toBe(200);
    });

    it('are nobody else’s to change', async () => {
      const body = { currentPassword: 'x', newPassword: NEW };
      expect((await post('/auth/change-password', body)).status).toBe(401);
    });
  });

  describe('forgotten', () => {
    it('are chosen anew by a letter in the language of the account, once', async () => {
      const { budi } = library.cast;
      await library.app.pool.query(`update accounts set locale = 'en' where id = $1`, [budi.accountId]);
      const session = await signIn(budi);
      const asked = await post('/auth/forgot-password', { email: budi.email.toUpperCase() });
      expect(asked.status).toBe(202);
      const letter = await letterTo(budi.email);
      expect(letter).toContain('Hello Budi,');
      expect(letter).toContain('http://pustaka.lan:8080/en/reset-password?token=');
      const token = tokenIn(letter);
      expect((await post('/auth/reset-password', { token, password: 'Password2024' })).body.error.field).toBe(
        'password',
      );
      expect((await post('/auth/activate', { token, password: NEW })).body.error.field).toBe('token');
      const both = await Promise.all([1, 2, 3].map(() => post('/auth/reset-password', { token, password: NEW })));
      expect(both.map((reply) => reply.status).sort()).toEqual([200, 400, 400]);
      expect(await knock(budi.email, NEW)).toBe(200);
      expect(await knock(budi.email, budi.password)).toBe(401);
      const me = await library.call(null, 'GET', '/auth/me', undefined, { authorization: session });
      expect(me.status).toBe(401);
      const facts = await library.factsSince();
      expect(facts.filter((fact) => fact.startsWith('account.'))).toEqual([
        'account.reset_requested',
        'account.password_reset',
      ]);
      expect((await post('/auth/reset-password', { token, password: NEW })).status).toBe(400);
    });

    it('take keys and half sign-ins along when a letter resets them', async () => {
      const { yosef } = library.cast;
      await post('/auth/forgot-password', { email: yosef.email });
      const token = tokenIn(await letterTo(yosef.email));
      const held = await holdEverything(library, yosef.accountId);
      expect((await post('/auth/reset-password', { token, password: NEW })).status).toBe(200);
      expect(await held()).toEqual({ keys: 0, tokens: 0 });
    });

    it('get the same answer when the account is unknown or closed, and no letter', async () => {
      const { vera, dewi } = library.cast;
      await library.app.pool.query(`update accounts set status = 'SUSPENDED' where id = $1`, [vera.accountId]);
      await addressees();
      const ask = async (email: string) => {
        const { status, body } = await post('/auth/forgot-password', { email });
        return { status, ...body, requestId: '' };
      };
      const known = await ask(dewi.email);
      expect(await ask('siapa@pustaka.test')).toEqual(known);
      expect(await ask(vera.email)).toEqual(known);
      expect(await addressees()).toEqual([dewi.email]);
    });

    it('end after an hour, and with the next letter', async () => {
      const { client } = library.cast;
      const ask = async () => {
        await post('/auth/forgot-password', { email: client.email });
        return tokenIn(await letterTo(client.email));
      };
      const first = await ask();
      const second = await ask();
      expect((await post('/auth/reset-password', { token: first, password: NEW })).status).toBe(400);
      library.clock.move('61m');
      expect((await post('/auth/reset-password', { token: second, password: NEW })).status).toBe(400);
      expect(await knock(client.email, client.password)).toBe(200);
    });

    it('keep the link’s secret out of the queue and the facts', async () => {
      const { email } = library.cast.andi;
      await post('/auth/forgot-password', { email });
      const token = tokenIn(await letterTo(email));
      expect(token).toHaveLength(43);
      const { rows } = await library.app.pool.query(
        `select 1 from pgboss.job where data::text like $1 union all select 1 from fact_details where body::text like $1`,
        [`%${token}%`],
      );
      expect(rows).toEqual([]);
    });
  });

  describe('of a member who registers', () => {
    const member = async (number: string, email: string) => {
      const { central, student } = library.cast;
      const id = newId();
      await library.app.pool.query(
        `insert into members (id, member_id, member_type_id, branch_id, name, email, join_date, created_at, updated_at)
         values ($1, $2, $3, $4, 'Rina', $5, '2026-01-05', $6, $6)`,
        [id, number, student, central, email, library.clock.now()],
      );
      return id;
    };

    it('are chosen by a letter to the address the library knows', async () => {
      const memberId = await member('LIB900', 'rina@pustaka.test');
      const reply = await post('/auth/register', { memberId: 'lib900', email: 'Rina@pustaka.test' });
      expect(reply.status).toBe(202);
      const letter = await letterTo('rina@pustaka.test');
      expect(letter).toContain('Halo Rina,');
      expect(letter).toContain('/activate?token=');
      expect((await post('/auth/activate', { token: tokenIn(letter), password: NEW })).status).toBe(200);
      const entered = await post('/auth/login', { email: 'LIB900', password: NEW });
      expect(entered.body.data.user).toMatchObject({ name: 'Rina', memberId, roles: ['MEMBER'] });
      expect(await knock('rina@pustaka.test', NEW)).toBe(200);
      const facts = (await library.factsSince()).filter((fact) => fact.startsWith('account.'));
      expect(facts).toEqual(['account.activation_requested', 'account.created', 'account.activated']);
    });

    it('get the same answer and no letter when number and address do not belong together', async () => {
      await member('LIB901', 'tika@pustaka.test');
      await addressees();
      const ask = async (memberId: string, email: string) => {
        const { status, body } = await post('/auth/register', { memberId, email });
        return { status, ...body, requestId: '' };
      };
      const answers = [
        await ask('LIB901', 'orang.lain@pustaka.test'),
        await ask('LIB999', 'tika@pustaka.test'),
        await ask('LIB901', 'rina@pustaka.test'),
      ];
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await addressees()).toEqual([]);
    });

    it('who has a password already gets a letter to choose a new one', async () => {
      const { email } = library.cast.sari;
      await post('/auth/register', { memberId: 'LIB001', email });
      expect(await letterTo(email)).toContain('/reset-password?token=');
    });
  });
});

describe('asking for letters', { timeout: 90_000 }, () => {
  it('is limited for one name at one address', async () => {
    const library = await openLibrary({ worker: true, env: { RATE_LIMIT_AUTH: '5/15m' } });
    const ask = async (url: string, body: object) => (await library.call(null, 'POST', url, body)).status;
    for (let i = 0; i < 5; i++) {
      expect(await ask('/auth/forgot-password', { email: 'a@x.id' })).toBe(202);
      expect(await ask('/auth/register', { memberId: 'LIB001', email: 'a@x.id' })).toBe(202);
    }
    expect(await ask('/auth/forgot-password', { email: 'A@x.id' })).toBe(429);
    expect(await ask('/auth/register', { memberId: 'lib001', email: 'b@x.id' })).toBe(429);
    expect(await ask('/auth/forgot-password', { email: 'b@x.id' })).toBe(202);
    for (let i = 0; i < 5; i++) expect(await ask('/auth/reset-password', { token: `t${i}`, password: NEW })).toBe(400);
    expect(await ask('/auth/reset-password', { token: 't', password: NEW })).toBe(429);
    await library.close();
  });
});
