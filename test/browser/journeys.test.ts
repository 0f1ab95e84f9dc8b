import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type Locale, translate } from '../../src/kernel/i18n.ts';
import '../../src/modules.ts';
import '../../src/ui/messages.ts';
import { launchChromium, type Visitor, visitor } from '../support/chromium.ts';
import { Library } from '../support/program.ts';

const WATI = { name: 'Wati', email: 'wati@pustaka.test', password: 'rahasia-yang-panjang-2026' };

interface Place {
  library: Library;
  wati: Visitor;
  close(): Promise<void>;
}

const open: Place[] = [];
afterEach(async () => {
  for (const place of open.splice(0)) await place.close();
});

/** A library that nobody set up yet, and Wati before it. */
async function fresh(locale: Locale, o: { width?: number } = {}): Promise<Place> {
  const library = await Library.make();
  const browser = await launchChromium();
  await library.start({ BACKUP_NIGHTLY: 'off' });
  const wati = await visitor(browser, {
    baseURL: library.url,
    locale: locale === 'id' ? 'id-ID' : 'en-GB',
    viewport: { width: o.width ?? 1280, height: 800 },
  });
  const place = {
    library,
    wati,
    async close() {
      await browser.close();
      await library.close();
    },
  };
  open.push(place);
  return place;
}

/** Finds things as people do: by what they are and what they are called, in their language. */
function by(page: Page, locale: Locale) {
  const t = (code: string, params?: Record<string, string | number>): string => translate(locale, code, params);
  return {
    t,
    press: (code: string, params?: Record<string, string | number>) =>
      page
        .getByRole('button', { name: t(code, params) })
        .first()
        .click(),
    follow: (code: string) =>
      page
        .getByRole('link', { name: t(code), exact: true })
        .first()
        .click(),
    sees: (text: string) => page.getByText(text).first().waitFor(),
  };
}

async function setUp({ library, wati: { page } }: Place, locale: Locale): Promise<void> {
  const { t, press } = by(page, locale);
  const link = await library.said(/\/setup\?token=[\w-]+/);
  await page.goto(link.replace('/setup', locale === 'en' ? '/en/setup' : '/setup'));
  await press('setup.page.next');
  for (const [code, value] of [
    ['name', WATI.name],
    ['email', WATI.email],
    ['password', WATI.password],
    ['passwordAgain', WATI.password],
  ])
    await page
      .getByLabel(new RegExp(`^${t(`setup.page.${code}`)}`))
      .first()
      .fill(value ?? '');
  await press('setup.page.next');
  await page.getByLabel(new RegExp(`^${t('setup.page.libraryName')}`)).fill('Taman Baca Melati');
  await press('setup.page.next');
  await page.getByRole('radio', { name: t('setup.page.public') }).check();
  await press('setup.page.next');
  await page.getByRole('radio', { name: new RegExp(`^${t('setup.page.empty')}`) }).check();
  await press('setup.page.submit');
  await page.getByText(t('setup.page.welcome')).first().waitFor();
  await page.goto('/desk');
  if (page.url().includes('masuk') || page.url().includes('sign-in')) {
    await page.getByLabel(new RegExp(`^${t('identity.page.login')}`)).fill(WATI.email);
    await page.getByLabel(new RegExp(t('identity.page.password'))).fill(WATI.password);
    await press('ui.sign_in');
  }
  await page.waitForURL(/\/desk/);
}

async function addBook(page: Page, locale: Locale, title: string, barcode: string): Promise<string> {
  const { t, press } = by(page, locale);
  await page.goto('/staf/buku/baru');
  const fill = (code: string, value: string) =>
    page
      .getByLabel(new RegExp(`^${t(code)}`))
      .first()
      .fill(value);
  await fill('catalog.staff.field.title', title);
  await fill('catalog.staff.field.author', 'Andrea Hirata');
  await fill('catalog.staff.field.category', 'Fiksi');
  await fill('catalog.staff.copy.barcodes', barcode);
  await press('ui.save');
  await page.getByText(t('catalog.staff.book_made', { title })).waitFor();
  return barcode;
}

async function addMember(page: Page, locale: Locale, name: string): Promise<void> {
  const { t, press } = by(page, locale);
  await page.goto('/staf/anggota/baru');
  await page
    .getByLabel(new RegExp(`^${t('members.page.name')}`))
    .first()
    .fill(name);
  // Children are not fined; the last type is.
  const type = page.getByLabel(new RegExp(`^${t('members.page.type')}`)).first();
  await type.selectOption(await type.locator('option').last().getAttribute('value'));
  await press('members.page.create');
  await page.getByText(t('members.page.created', { name })).waitFor();
}

async function scan(page: Page, code: string): Promise<void> {
  await page.locator('#kode').fill(code);
  await page.keyboard.press('Enter');
}

async function signInAgain(page: Page, locale: Locale): Promise<void> {
  await page.goto(locale === 'en' ? '/en/sign-in?ke=/desk' : '/masuk?ke=/desk');
  const { t, press } = by(page, locale);
  await page.getByLabel(new RegExp(`^${t('identity.page.login')}`)).fill(WATI.email);
  await page.getByLabel(new RegExp(t('identity.page.password'))).fill(WATI.password);
  await press('ui.sign_in');
  await page.waitForURL(/\/desk/);
}

describe.each(['id', 'en'] as const)('a day in the library (%s)', { timeout: 240_000 }, (locale) => {
  it('set up, add a book and a member, lend by scan, return late, take the fine, make the report', async () => {
    const place = await fresh(locale);
    const { page, complaints } = place.wati;
    const { t, sees, press } = by(page, locale);
    await setUp(place, locale);
    const barcode = await addBook(page, locale, 'Laskar Pelangi', 'PM-001');
    await addMember(page, locale, 'Sari Dewi');
    await page.goto('/desk');
    await scan(page, 'Sari');
    await page.getByRole('button', { name: /Sari Dewi/ }).click();
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await scan(page, barcode);
    await sees(t('circulation.desk.lent'));

    // Twenty-one days later.
    await place.library.stop();
    await place.library.start({ BACKUP_NIGHTLY: 'off', PUSTAKA_CLOCK_OFFSET: '28d' });
    await signInAgain(page, locale);
    await scan(page, barcode);
    await sees(t('circulation.desk.returned'));
    await sees('Rp');
    await scan(page, 'LIB001');
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await page.keyboard.press('F7');
    await press('circulation.desk.take_money');
    await page.getByRole('link', { name: t('circulation.desk.receipt') }).waitFor();

    await page.goto('/staf/laporan');
    await page.getByLabel(t('reports.page.subject')).selectOption('cash');
    await press('reports.page.make');
    await sees(t('reports.page.made'));
    await page.getByRole('img', { name: t('reports.page.chart.money') }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.each(['id', 'en'] as const)('a member at home (%s)', { timeout: 240_000 }, (locale) => {
  it('signs in with the PIN from the desk, places a hold, and keeps a book longer', async () => {
    const place = await fresh(locale, { width: 360 });
    const { page, context } = place.wati;
    await setUp(place, locale);
    const lent = await addBook(page, locale, 'Laskar Pelangi', 'PM-006');
    await addBook(page, locale, 'Bumi Manusia', 'PM-007');
    await addMember(page, locale, 'Sari Dewi');
    const { t, press, sees, follow } = by(page, locale);
    await page.getByText(t('members.page.pin')).first().click();
    const [slip] = await Promise.all([context.waitForEvent('page'), press('members.page.pin.print')]);
    const pin = await slip.getByText(/^\d{6}$/).innerText();
    await slip.close();
    await page.goto('/desk');
    await scan(page, 'LIB001');
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await scan(page, lent);
    await sees(t('circulation.desk.lent'));

    // Ten days later, on her own phone.
    await place.library.stop();
    await place.library.start({ BACKUP_NIGHTLY: 'off', PUSTAKA_CLOCK_OFFSET: '10d' });
    await context.clearCookies();
    await page.goto(locale === 'en' ? '/en/catalog?search=bumi' : '/katalog?search=bumi');
    await page.getByRole('link', { name: 'Bumi Manusia' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Bumi Manusia' }).waitFor();
    await follow('catalog.page.place_hold');
    await page.getByLabel(new RegExp(`^${t('identity.page.login')}`)).fill('LIB001');
    await page.getByLabel(new RegExp(t('identity.page.password'))).fill(pin);
    await press('ui.sign_in');
    await press('circulation.own.place');
    await sees(t('circulation.own.held', { position: 1 }));

    await page.goto('/akun');
    await press('circulation.own.renew_of', { title: 'Laskar Pelangi' });
    await sees(t('circulation.own.renewals', { count: 1 }));
    await follow('circulation.own.holds');
    await sees(t('circulation.own.hold.position', { position: 1 }));
    const pool = await place.library.database();
    const { rows } = await pool.query(
      `select (select renewals from borrowings) as renewals,
              (select status from holds) as hold`,
    );
    await pool.end();
    expect(rows).toEqual([{ renewals: 1, hold: 'WAITING' }]);
    expect(place.wati.complaints).toEqual([]);
  });
});

describe('at the desk', { timeout: 240_000 }, () => {
  it('loses no scan when the network goes: they wait where everybody sees them, and each is done once', async () => {
    const place = await fresh('id');
    const { page, context } = place.wati;
    await setUp(place, 'id');
    const barcode = await addBook(page, 'id', 'Sang Pemimpi', 'PM-002');
    await addMember(page, 'id', 'Sari Dewi');
    await page.goto('/desk');
    await context.setOffline(true);
    await scan(page, 'LIB001');
    await scan(page, barcode);
    await page.getByText(barcode).first().waitFor();
    await context.setOffline(false);
    await page.getByText('Dipinjamkan').first().waitFor();
    const pool = await place.library.database();
    const { rows } = await pool.query('select count(*)::int as n from borrowings');
    await pool.end();
    expect(rows[0].n).toBe(1);
  });

  it('needs no mouse: a stop is passed with its own key, never with Enter, and the last scan undone', async () => {
    const place = await fresh('id');
    const { page } = place.wati;
    await setUp(place, 'id');
    const first = await addBook(page, 'id', 'Edensor', 'PM-003');
    await addMember(page, 'id', 'Sari Dewi');
    const second = await addBook(page, 'id', 'Edensor', 'PM-004');
    await page.goto('/desk');
    await scan(page, 'LIB001');
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await scan(page, first);
    await page.getByText('Dipinjamkan').first().waitFor();
    await page.keyboard.press('F9');
    await page.getByText('Diurungkan').first().waitFor();
    await scan(page, 'TIDAK-ADA');
    await page.getByText('Tidak dikenal').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Tidak dikenal').first().waitFor();
    await page.keyboard.press('Escape');
    await scan(page, second);
    await page.getByRole('status').getByText('Dipinjamkan').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Siap melayani').waitFor();
  });
});

describe.each(['id', 'en'] as const)('rules (%s)', { timeout: 240_000 }, (locale) => {
  it('staff changes a rule and the next loan follows it, on a phone', async () => {
    const place = await fresh(locale, { width: 360 });
    const { page } = place.wati;
    const { t, press, sees } = by(page, locale);
    await setUp(place, locale);
    const barcode = await addBook(page, locale, 'Maryamah Karpov', 'PM-005');
    await addMember(page, locale, 'Sari Dewi');
    await page.goto('/staf/aturan');
    for (const link of await page
      .getByRole('main')
      .locator('tbody a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))) {
      await page.goto(link);
      await page.getByLabel(t('circulation.rules.loanDays')).fill('2');
      await press('ui.save');
      await sees(t('circulation.rules.saved'));
    }
    await page.goto('/desk');
    await scan(page, 'LIB001');
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await scan(page, barcode);
    await sees(t('circulation.desk.lent'));
    const pool = await place.library.database();
    const { rows } = await pool.query('select extract(day from due_date - borrow_date)::int as days from borrowings');
    await pool.end();
    expect(rows[0].days).toBeLessThanOrEqual(6);
  });
});
