import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANYONE, SIGNED_IN } from '../../src/kernel/access.ts';
import type { Screen } from '../../src/kernel/http/screen.ts';
import { type BuiltInRole, ROLE_PERMISSIONS } from '../../src/modules/identity/index.ts';
import { modules } from '../../src/modules.ts';
import { type Browser, browse } from '../support/browse.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

const screens = modules.flatMap((module) => module.pages ?? []);
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Who holds a permission for his own things alone does not work here. */
const OWN_ONLY: readonly BuiltInRole[] = ['MEMBER', 'CLIENT', 'ANONYMOUS'];
const mayOpen = (role: BuiltInRole, { area, permission }: Pick<Screen, 'area' | 'permission'>): boolean =>
  (!OWN_ONLY.includes(role) || (area !== 'staff' && area !== 'desk') || permission === SIGNED_IN) &&
  holds(role, permission);

const holds = (role: BuiltInRole, permission: string): boolean =>
  permission === ANYONE ||
  (permission === SIGNED_IN && role !== 'ANONYMOUS') ||
  permission
    .split('|')
    .some((one) => [...ROLE_PERMISSIONS[role], ...ROLE_PERMISSIONS.ANONYMOUS].some((held) => held === one));

describe('every page and every role', { timeout: 120_000 }, () => {
  let library: TestLibrary;
  let people: [BuiltInRole, Browser][];
  beforeAll(async () => {
    library = await openLibrary();
    const { wati, budi, tono, dewi, manager, operator, vera, sari, client } = library.cast;
    people = [
      ['SUPER_ADMIN', await browse(library, wati)],
      ['LIBRARIAN', await browse(library, budi)],
      ['ASSISTANT', await browse(library, tono)],
      ['DESK', await browse(library, dewi)],
      ['MANAGER', await browse(library, manager)],
      ['OPERATOR', await browse(library, operator)],
      ['VIEWER', await browse(library, vera)],
      ['MEMBER', await browse(library, sari)],
      ['CLIENT', await browse(library, client)],
      ['ANONYMOUS', await browse(library, null)],
    ];
  });
  afterAll(() => library.close());

  const knock = (browser: Browser, { method, path }: Screen) => {
    const url = path.replace(/:[a-zA-Z]+/g, NOBODY);
    return method === 'GET' ? browser.get(url) : browser.post(url);
  };

  it('opens to whom the table says, and to nobody else', async () => {
    const wrong: string[] = [];
    for (const screen of screens) {
      for (const [role, browser] of people) {
        // Signing out would end what the others are asked with.
        if (screen.path === '/keluar') continue;
        const { status, location } = await knock(browser, screen);
        const toDoor = status === 303 && (location?.startsWith('/masuk?') ?? false);
        const refused = status === 403 || toDoor;
        const said = `${role} ${screen.method} ${screen.path}: ${status} ${location ?? ''}`;
        if (mayOpen(role, screen)) {
          // What belongs to a member is not there for staff who are none, whatever else they may do.
          const needsMember = screen.area === 'member' || /\/pesan$/.test(screen.path);
          if (refused && screen.path !== '/setup' && !(needsMember && role !== 'MEMBER'))
            wrong.push(`${said} although it may`);
          if (status >= 500) wrong.push(said);
        } else if (role === 'ANONYMOUS' ? !toDoor : status !== 403) wrong.push(`${said} although it may not`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows a menu in which everything opens', async () => {
    for (const [role, browser] of people) {
      const entries = modules
        .flatMap((module) => module.menu ?? [])
        .filter((entry) => mayOpen(role, entry) && (role === 'MEMBER' || !entry.path.startsWith('/akun')));
      for (const entry of entries) {
        const { status } = await browser.get(entry.path);
        expect(`${role} ${entry.path} ${status}`).toBe(`${role} ${entry.path} 200`);
      }
    }
  });

  it('refuses a form that another site sent', async () => {
    const desk = people.find(([role]) => role === 'DESK')?.[1];
    const answer = await desk?.post('/desk', { kode: 'x' }, { origin: 'https://evil.example' });
    expect(answer?.status).toBe(403);
  });
});
