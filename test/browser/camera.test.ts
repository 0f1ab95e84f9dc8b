import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { code128, ean13 } from '../../src/lib/labels/barcode.ts';
import { filmOf, withCamera } from '../support/camera.ts';
import { axe, launchChromium, sidewaysScroll, type Visitor, visitor } from '../support/chromium.ts';
import { ADMIN, Library } from '../support/program.ts';
import { signIn } from '../support/shown-library.ts';

const ISBN = '9789793062792';
const CAMERA = 'Pindai dengan kamera';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let library: Library;
let barcode: string;
let browser: Browser | undefined;
beforeAll(async () => {
  library = await Library.create();
  await library.start({ BACKUP_NIGHTLY: 'off' });
  const token = (await api('POST', '/auth/login', { email: ADMIN.email, password: ADMIN.password })).token;
  const [type] = await api('GET', '/member-types', undefined, token);
  await api('POST', '/members', { name: 'Sari Dewi', memberTypeId: type.id }, token);
  const book = { title: 'Laskar Pelangi', author: 'Andrea Hirata', category: 'Fiksi', isbn: ISBN, stock: 1 };
  const { id } = await api('POST', '/books', book, token);
  barcode = (await api('GET', `/books/${id}/copies`, undefined, token))[0].barcode;
}, 120_000);
afterEach(() => browser?.close());
afterAll(() => library.close());

async function api(method: string, path: string, body?: object, token?: string) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const reply = await fetch(`${library.url}/api/v1${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(JSON.stringify(answer));
  return answer.data;
}

async function lookingAt(bars: readonly number[], options: object = PHONE): Promise<Visitor> {
  browser = await launchChromium(withCamera(await filmOf(bars)));
  return visitor(browser, { baseURL: library.url, locale: 'id-ID', ...options });
}

/** What is on loan, as the database has it. */
async function loans(): Promise<number> {
  const pool = await library.database();
  const { rows } = await pool.query('select count(*)::int as n from borrowings');
  await pool.end();
  return rows[0].n;
}

describe('scanning with the camera', { timeout: 120_000 }, () => {
  it('a phone at the desk lends what it sees, once, and goes on looking', async () => {
    const { page, complaints } = await lookingAt(await code128(barcode));
    await signIn(page, ADMIN);
    await page.request.post('/bahasa', { form: { locale: 'id', ke: '/desk' } });
    await page.goto('/desk');
    await page.locator('#kode').fill('LIB001');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sari Dewi' }).waitFor();
    await page.getByRole('button', { name: CAMERA }).click();
    await page.getByRole('status').getByText('Dipinjamkan').waitFor();
    await page.waitForTimeout(2_500);
    expect(await loans()).toBe(1);
    expect(await page.locator('camera-scan').getByRole('status').innerText()).toBe(`Terbaca: ${barcode}`);
    expect([await axe(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Tutup kamera' }).click();
    expect(await page.locator('video').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('a reader finds the book whose ISBN it sees, also when the page before had no camera', async () => {
    const { page, complaints } = await lookingAt(await ean13(ISBN));
    await page.goto('/pengarang');
    await page.getByRole('link', { name: 'Katalog', exact: true }).first().click();
    await page.waitForURL(/\/katalog/);
    await page.getByRole('button', { name: CAMERA }).click();
    await page.waitForURL(new RegExp(`search=${ISBN}`));
    await page.getByRole('link', { name: 'Laskar Pelangi' }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('uses the reader of the browser where it has one', async () => {
    const { page } = await lookingAt(await code128('SOMETHING-ELSE'));
    await page.addInitScript(`globalThis.BarcodeDetector = class {
      static async getSupportedFormats() { return ['code_128', 'ean_13']; }
      async detect() { return [{ rawValue: '${ISBN}' }]; }
    }`);
    await page.goto('/');
    await page.getByRole('button', { name: CAMERA }).click();
    await page.waitForURL(new RegExp(`search=${ISBN}`));
  });

  it('says why it cannot, and the box works as ever', async () => {
    const { page } = await lookingAt(await ean13(ISBN));
    const refusal = (name: string) =>
      `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', '${name}'); }`;
    for (const [script, words] of [
      [refusal('NotAllowedError'), 'Kamera tidak diizinkan'],
      [refusal('NotFoundError'), 'tidak mempunyai kamera'],
      [refusal('NotReadableError'), 'tidak dapat dinyalakan'],
      [`Object.defineProperty(navigator, 'mediaDevices', { value: undefined })`, 'hanya lewat https'],
    ] as const) {
      await page.goto('/');
      await page.evaluate(script);
      await page.getByRole('button', { name: CAMERA }).click();
      await page.getByRole('status').getByText(words).waitFor();
    }
    await page.getByRole('combobox', { name: 'Cari' }).fill('laskar');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Laskar Pelangi' }).first().waitFor();
  });

  it('is not offered where there is no camera', async () => {
    browser = await launchChromium();
    const { page } = await visitor(browser, { baseURL: library.url, locale: 'id-ID' });
    await page.goto('/');
    await page.locator('#cari').pressSequentially('lask');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('button', { name: CAMERA }).count()).toBe(0);
  });
});
