import type { Page } from 'playwright-core';
import { newId } from '../../src/kernel/ids.ts';
import type { Parity } from '../../src/modules/slims/parity/parity.ts';
import { ADMIN } from './program.ts';
import type { ShownLibrary } from './shown-library.ts';

/** Records that the demo has none of, so that their pages are walked too; `text` stands in files. Says where those are that no list shows first. */
export async function makeWhatTheDemoLacks({ library }: ShownLibrary, page: Page, text = ''): Promise<string[]> {
  await makeLabels(page);
  await makeSource(page);
  await makeMove(library);
  await makeRole(page);
  await makeReport(page);
  return [await makeBulkEdit(page), ...(await makeImports(page, text)), ...(await makeCard(library))];
}

async function makeRole(page: Page): Promise<void> {
  await page.goto('/staf/peran/baru');
  await page.locator('[name=name]').fill('RELAWAN');
  await page.locator('main [type=checkbox]').first().check();
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/peran(?!\/baru)/);
}

async function makeReport(page: Page): Promise<void> {
  await page.goto('/staf/laporan');
  await page.locator('form[action$="/laporan"] button[type=submit]').click();
  await page.waitForURL(/laporan\/[0-9a-f-]{36}$/);
}

async function makeBulkEdit(page: Page): Promise<string> {
  await page.goto('/staf/buku');
  const book = await page.locator('[name=buku]').first().getAttribute('value');
  await page.goto(`/staf/buku/massal/pratinjau?buku=${book}&cara.location=set&nilai.location=Rak%20uji`);
  await page.locator('form[action="/staf/buku/massal"] button[type=submit]').click();
  await page.waitForURL(/massal\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** Whoever walks is a member too, with fines; and addresses that no list leads to: a copy, the slip of a shelved hold. */
async function makeCard(library: ShownLibrary['library']): Promise<string[]> {
  const pool = await library.database();
  await pool.query(
    `update members set account_id = (select id from accounts where email = $1)
     where id = (select m.id from members m join fines f on f.member_id = m.id where m.account_id is null limit 1)`,
    [ADMIN.email],
  );
  const { rows } = await pool.query<{ address: string }>(
    `(select '/staf/eksemplar/' || barcode as address from copies limit 1)
     union all (select '/staf/pemesanan/' || id || '/slip' from holds where status = 'SHELVED' limit 1)`,
  );
  await pool.end();
  return rows.map(({ address }) => address);
}

async function makeLabels(page: Page): Promise<void> {
  await page.goto('/staf/nomor-barkode');
  await page.locator('#baru button[type=submit]').click();
  await page.waitForURL(/nomor-barkode\/[0-9a-f-]{36}$/);
  await page.goto('/staf/label/lembar');
  const sheet = { name: 'Uji', columns: '3', rows: '9', labelWidth: '63,5', labelHeight: '29,6' };
  for (const [name, value] of Object.entries(sheet)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('#baru button[type=submit]').click();
  await page.waitForURL(/lembar\/[0-9a-f-]{36}$/);
}

/** A source is asked only when somebody looks for something. */
async function makeSource(page: Page): Promise<void> {
  await page.goto('/staf/sumber-katalog/baru');
  await page.locator('[name=name]').fill('Katalog tetangga');
  await page.locator('[name=url]').fill('https://katalog.example/sru');
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/sumber-katalog$/);
}

const csv = (rows: readonly string[][]): string =>
  rows.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\n`).join('');
const booksWith = (text: string): string =>
  csv([
    ['judul', 'pengarang', 'isbn', 'harga', `catatan dari pustakawan sebelumnya yang panjang sekali ${text}`],
    [`Saman ${text}`, `Ayu Utami ${text}`, '9789799023179', '45000', text],
    [`Riwayat${' sangat panjang'.repeat(12)}`, 'Anu', '', '', 'x'],
    ['Bilangan Fu', 'Ayu Utami', '', `mahal ${text}`, ''],
  ]);
const membersWith = (text: string): string =>
  csv([
    ['nama', 'kelas', 'surel'],
    [`Rara Jonggrang ${text}`, 'VII-A', 'rara@contoh.example'],
    ['', 'VII-B', ''],
  ]);

/** One that was carried out, one of members and one of books that are still being looked at, and a profile. */
async function makeImports(page: Page, text: string): Promise<string[]> {
  const done = await lookAt(page, 'BOOKS', booksWith(text));
  await page.locator('form[action$="/jalankan"] button').click();
  await page.locator('[data-state=DONE]').first().waitFor({ timeout: 60_000 });
  const members = await lookAt(page, 'MEMBERS', membersWith(text));
  await page.locator('form[action$="/profil"] [name=name]').fill('Dari sekolah');
  await page.locator('form[action$="/profil"] button').click();
  await page.locator('[role=status], [role=alert]').first().waitFor();
  await lookAt(page, 'BOOKS', booksWith(text));
  return [done, members];
}

async function lookAt(page: Page, kind: string, text: string): Promise<string> {
  await page.goto('/staf/impor');
  await page.locator('[name=kind]').selectOption(kind);
  await page
    .locator('[name=file]')
    .setInputFiles({ name: 'dari-excel.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('form[enctype] button[type=submit]').click();
  await page.waitForURL(/impor\/[0-9a-f-]{36}$/);
  await page.locator('[name=branchId]').selectOption({ index: 1 });
  await page.locator('form:has([name=branchId]) button[type=submit]').click();
  await page.locator('form[action$="/jalankan"]').waitFor();
  return new URL(page.url()).pathname;
}

const TABLES = ['biblio', 'item', 'member', 'loan'];
const STEPS = TABLES.map((table) => ({
  step: table,
  table,
  rows: 1200,
  created: 1199,
  changed: 0,
  flagged: 3,
  gone: 1,
}));
const NOBODY = { members: 12, differing: [] };

/** As it stands when it is over: there is not always a SLiMS to move from. */
async function makeMove(library: ShownLibrary['library']): Promise<void> {
  const parity: Parity = {
    place: 'slims.example:3306/slims',
    at: new Date().toISOString(),
    same: false,
    tables: TABLES.map((table) => ({ table, source: 1200, here: 1199, kept: 1, flagged: 3, gone: 0 })),
    loans: {
      source: { total: 1200, open: 12, returned: 1188, openRenewed: 2 },
      here: { total: 1199, open: 12, returned: 1187, openRenewed: 2 },
    },
    openLoans: NOBODY,
    balances: NOBODY,
    samples: { records: 1000, fields: 9000, differing: [] },
    codes: { 'slims.no_branch': 3 },
    flagged: [],
  };
  const pool = await library.database();
  await pool.query(
    `insert into slims_moves (id, place, kind, folder, status, requested_at, seen_at, finished_at, steps, parity)
     values ($1, $2, 'MOVE', '/srv/slims', 'DONE', now(), now(), now(), $3, $4)`,
    [newId(), parity.place, JSON.stringify(STEPS), JSON.stringify(parity)],
  );
  await pool.end();
}
