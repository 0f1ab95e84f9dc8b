import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, sidewaysScroll, type Visitor, visitor } from '../support/chromium.ts';
import { addressOf, opened, SCREENS } from '../support/every-page.ts';
import { type ShownLibrary, showLibrary, signedIn } from '../support/shown-library.ts';

let shown: ShownLibrary;
let staff: Visitor;
let reader: Visitor;
beforeAll(async () => {
  shown = await showLibrary({ demo: true });
  staff = await signedIn(shown);
  await makeWhatTheDemoLacks(staff.page);
  reader = await visitor(shown.browser, {
    baseURL: shown.url,
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  });
}, 120_000);
afterAll(() => shown.close());

/** Pages of records that the demo has none of are walked too. */
async function makeWhatTheDemoLacks(page: Page): Promise<void> {
  await page.goto('/staf/nomor-barkode');
  await page.locator('#baru button[type=submit]').click();
  await page.waitForURL(/nomor-barkode\/[0-9a-f-]{36}$/);
  await page.goto('/staf/label/lembar');
  const sheet = { name: 'Uji', columns: '3', rows: '9', labelWidth: '63,5', labelHeight: '29,6' };
  for (const [name, value] of Object.entries(sheet)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('#baru button[type=submit]').click();
  await page.waitForURL(/lembar\/[0-9a-f-]{36}$/);
}

const look = async (page: Page, address: string): Promise<string[]> => {
  if (!(await opened(page, address))) return [];
  const wide = await sidewaysScroll(page);
  return [...(await axe(page)), ...(wide > 0 ? [`it is ${wide} px wider than its window`] : [])];
};

describe('every page', { timeout: 600_000 }, () => {
  it('can be used by everybody: axe finds nothing, at the desk’s width and a phone’s, light and dark', async () => {
    const wrong: string[] = [];
    for (const screen of SCREENS) {
      const address = await addressOf(staff.page, screen.path);
      if (!address) continue;
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [360, 'dark'],
        [1280, 'dark'],
      ] as const) {
        await staff.page.setViewportSize({ width, height: 800 });
        await staff.page.emulateMedia({ colorScheme });
        for (const problem of await look(staff.page, address))
          wrong.push(`${address} ${width} ${colorScheme}: ${problem}`);
      }
    }
    expect(wrong.slice(0, 30)).toEqual([]);
    expect(staff.complaints).toEqual([]);
  });

  it('can be read by whoever is not signed in, in both languages, on a phone', async () => {
    const wrong: string[] = [];
    const open = SCREENS.filter(({ area }) => area === 'public' || area === 'plain');
    for (const screen of open) {
      for (const path of [screen.path, screen.en]) {
        const address = path && (await addressOf(reader.page, path));
        if (!address) continue;
        for (const problem of await look(reader.page, address)) wrong.push(`${address}: ${problem}`);
      }
    }
    expect(wrong.slice(0, 30)).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });
});
