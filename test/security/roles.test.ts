import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANYONE, SIGNED_IN } from '../../src/kernel/access.ts';
import type { Route } from '../../src/kernel/http/route.ts';
import { newId } from '../../src/kernel/ids.ts';
import { allVerbs } from '../../src/kernel/verb.ts';
import { allViews } from '../../src/kernel/view.ts';
import { accessTokenFor, type BuiltInRole, PERMISSIONS, ROLE_PERMISSIONS } from '../../src/modules/identity/index.ts';
import { modules } from '../../src/modules.ts';
import type { Person } from '../support/cast.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

const routes = modules.flatMap((module) => module.routes ?? []);
const NOBODY = '00000000-0000-4000-8000-000000000000';
const REFUSED = new Set(['kernel.sign_in', 'kernel.forbidden']);

const mayCall = (role: BuiltInRole, permission: string): boolean =>
  permission === ANYONE ||
  (permission === SIGNED_IN && role !== 'ANONYMOUS') ||
  permission
    .split('|')
    .some((one) => [...ROLE_PERMISSIONS[role], ...ROLE_PERMISSIONS.ANONYMOUS].some((held) => held === one));

describe('every route and every role', () => {
  let library: TestLibrary;
  let people: [BuiltInRole, Person | null][];
  beforeAll(async () => {
    library = await openLibrary();
    const { wati, budi, tono, dewi, manager, operator, vera, sari, client } = library.cast;
    people = [
      ['SUPER_ADMIN', wati],
      ['LIBRARIAN', budi],
      ['ASSISTANT', tono],
      ['DESK', dewi],
      ['MANAGER', manager],
      ['OPERATOR', operator],
      ['VIEWER', vera],
      ['MEMBER', sari],
      ['CLIENT', client],
      ['ANONYMOUS', null],
    ];
  });
  afterAll(() => library.close());

  /** A session of its own for each call: some routes end the session they are called with. */
  const tokenFor = async (person: Person): Promise<string> => {
    const sessionId = newId();
    await library.app.pool.query(
      `insert into sessions (id, account_id, kind, created_at, last_seen_at, expires_at)
       values ($1, $2, 'token', $3, $3, $3::timestamptz + interval '1 day')`,
      [sessionId, person.accountId, library.app.clock.now()],
    );
    return accessTokenFor(library.app, person.accountId, sessionId);
  };

  const knock = async (route: Route, person: Person | null): Promise<{ status: number; reason: string }> => {
    const url = route.path.replace(/:[a-zA-Z]+/g, NOBODY);
    const headers = person ? { authorization: `Bearer ${await tokenFor(person)}` } : {};
    const type: Record<string, string> = route.options.file
      ? { 'content-type': route.options.file.types[0] ?? '' }
      : {};
    const body =
      route.method === 'GET' || route.method === 'DELETE' ? undefined : route.options.file ? 'x' : { 'not-a-field': 1 };
    const reply = await library.call(null, route.method, url, body, { ...headers, ...type });
    return { status: reply.status, reason: reply.body?.error?.details?.reason ?? '' };
  };

  it('covers the table of permissions: each is used or kept for a module to come, none is unknown', () => {
    const known = new Set<string>([...PERMISSIONS, ANYONE, SIGNED_IN]);
    const unknown = [...allVerbs(), ...allViews()].filter(
      ({ permission }) => !permission.split('|').every((one) => known.has(one)),
    );
    expect(unknown.map((operation) => operation.operation)).toEqual([]);
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    const wrong: string[] = [];
    for (const [role, person] of people) {
      const { status, reason } = await knock(route, person);
      const refused = REFUSED.has(reason);
      const expected = mayCall(role, route.operation.permission);
      if (refused === expected)
        wrong.push(`${role}: ${status} ${reason}, expected ${expected ? 'to be let in' : 'to be refused'}`);
      if (status >= 500) wrong.push(`${role}: ${status}`);
      if (refused && status !== (role === 'ANONYMOUS' ? 401 : 403)) wrong.push(`${role}: refused with ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});
