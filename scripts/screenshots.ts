// Pictures of every screen at phone and desktop width, light and dark, in both languages, into .cache/screenshots.
// node scripts/screenshots.ts [part of a name …]   with PUSTAKA_URL, PUSTAKA_EMAIL and PUSTAKA_PASSWORD of a demo library.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { modules } from '../src/modules.ts';
import { launchChromium, visitor } from '../test/support/chromium.ts';

const url = process.env.PUSTAKA_URL ?? 'http://localhost:3000';
const email = process.env.PUSTAKA_EMAIL ?? '';
const password = process.env.PUSTAKA_PASSWORD ?? '';
const folder = join(import.meta.dirname, '../.cache/screenshots');
const wanted = process.argv.slice(2);

/** Addresses with a part that stands for a record are reached from the list before them. */
const screens = modules
  .flatMap((module) => module.pages ?? [])
  .filter((screen) => screen.method === 'GET' && !/\.|unduh|:id\//.test(screen.path))
  .filter((screen) => wanted.length === 0 || wanted.some((part) => screen.path.includes(part)));

async function addressOf(page: Page, path: string): Promise<string | null> {
  if (!path.includes(':')) return path;
  const list = path.slice(0, path.indexOf('/:'));
  await page.goto(url + list);
  const links = await page
    .locator(`main a[href^="${list}/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  return links.find((href) => /\/[0-9a-f-]{36}$/.test(href)) ?? null;
}

mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
for (const locale of ['id', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      const { page, context, complaints } = await visitor(browser, {
        viewport: { width, height: width === 360 ? 740 : 900 },
        colorScheme,
        locale: locale === 'id' ? 'id-ID' : 'en-GB',
      });
      if (email) await signIn(page, locale);
      for (const screen of screens) {
        const address = await addressOf(page, locale === 'en' && screen.en ? screen.en : screen.path);
        if (!address) continue;
        await page.goto(url + address);
        const name = `${screen.path.replace(/^\//, '').replace(/[/:]+/g, '-') || 'beranda'}.${locale}.${colorScheme}.${width}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
      }
      for (const complaint of new Set(complaints))
        process.stderr.write(`${locale} ${colorScheme} ${width}: ${complaint}\n`);
      await context.close();
    }
  }
}
await browser.close();
process.stdout.write(`${folder}\n`);

async function signIn(page: Page, locale: 'id' | 'en'): Promise<void> {
  await page.goto(`${url}/masuk`);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((now) => !now.pathname.includes('masuk'));
  const { origin } = new URL(page.url());
  await page.request.post(`${url}/bahasa`, { form: { locale, ke: '/' }, headers: { origin } });
}
