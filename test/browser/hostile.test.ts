import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../support/chromium.ts';
import { addressOf, opened, SCREENS } from '../support/every-page.ts';
import { type ShownLibrary, showLibrary, signedIn } from '../support/shown-library.ts';
import { makeWhatTheDemoLacks } from '../support/what-the-demo-lacks.ts';

/** Runs when it is not escaped: as an element, in an attribute, in a script, in a style. */
const HOSTILE = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'</title></style>\u2028-->`;

/** Every text that people write, wherever it may be shown. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  books: [
    'title',
    'author',
    'category',
    'publisher',
    'description',
    'place',
    'edition',
    'series',
    'pages',
    'call_number',
    'location',
  ],
  headings: ['name'],
  copies: ['location', 'notes', 'inventory_number'],
  collection_types: ['name'],
  branches: ['name', 'address', 'phone'],
  member_types: ['name'],
  members: ['name', 'address', 'notes', 'class_name', 'department', 'identity_number', 'phone'],
  borrowings: ['notes'],
  accounts: ['name'],
  roles: ['description'],
  holidays: ['name'],
  fine_waivers: ['reason'],
  visits: ['guest_name', 'institution', 'purpose'],
  imports: ['file_name'],
  import_profiles: ['name'],
  catalogue_targets: ['name'],
  slims_moves: ['place', 'folder'],
  label_sheets: ['name'],
};

let shown: ShownLibrary;
let more: string[];
beforeAll(async () => {
  shown = await showLibrary({ demo: true });
  more = await makeWhatTheDemoLacks(shown, (await signedIn(shown)).page, HOSTILE);
  const pool = await shown.library.database();
  const client = await pool.connect();
  // The database's own limits stay: what does not fit is cut.
  await client.query("set session_replication_role = 'replica'");
  for (const [table, columns] of Object.entries(TEXTS)) {
    for (const column of columns) {
      await client
        .query(`update ${table} set ${column} = left(coalesce(${column}, ''), 12) || $1`, [HOSTILE])
        .catch(() =>
          client.query(`update ${table} set ${column} = $1 where ctid in (select ctid from ${table} limit 50)`, [
            HOSTILE.slice(0, 49),
          ]),
        )
        .catch(() => undefined);
    }
  }
  await client.query(
    `insert into settings (key, value, updated_at) values ('libraryName', to_jsonb($1::text), now())
    on conflict (key) do update set value = excluded.value`,
    [HOSTILE],
  );
  client.release();
  await pool.end();
  // What was read before is forgotten with a new start.
  await shown.library.stop();
  await shown.library.start({ BACKUP_NIGHTLY: 'off' });
}, 240_000);
afterAll(() => shown.close());

describe('what people write', { timeout: 600_000 }, () => {
  it('is text on every page: no script of theirs runs, and the content policy has nothing to refuse', async () => {
    const staff = await signedIn(shown);
    const reader = await visitor(shown.browser, { baseURL: shown.url });
    const ran: string[] = [];
    for (const guest of [staff, reader]) {
      const screens = SCREENS.filter(({ area }) => guest === staff || area === 'public').map(({ path }) => path);
      for (const path of guest === staff ? [...screens, ...more] : screens) {
        const address = await addressOf(guest.page, path);
        if (!address) continue;
        if (!(await opened(guest.page, address))) continue;
        if (await guest.page.evaluate('window.hacked === 1 || document.querySelector("main img[src=x]") !== null'))
          ran.push(address);
      }
    }
    expect(ran).toEqual([]);
    expect([...staff.complaints, ...reader.complaints]).toEqual([]);
  });
});
