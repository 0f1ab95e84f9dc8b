import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, sidewaysScroll, type Visitor, visitor } from '../support/chromium.ts';
import { addressOf, opened, SCREENS } from '../support/every-page.ts';
import { type ShownLibrary, showLibrary, signedIn } from '../support/shown-library.ts';
import { makeWhatTheDemoLacks } from '../support/what-the-demo-lacks.ts';

let shown: ShownLibrary;
let staff: Visitor;
let reader: Visitor;
let more: string[];
beforeAll(async () => {
  shown = await showLibrary({ demo: true });
  staff = await signedIn(shown);
  more = await makeWhatTheDemoLacks(shown, staff.page);
  reader = await visitor(shown.browser, {
    baseURL: shown.url,
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  });
}, 240_000);
afterAll(() => shown.close());

const isOf = (path: string, address: string): boolean =>
  new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(address);

const look = async (page: Page, address: string): Promise<string[]> => {
  if (!(await opened(page, address))) return [];
  const wide = await sidewaysScroll(page);
  return [...(await axe(page)), ...(wide > 0 ? [`it is ${wide} px wider than its window`] : [])];
};

describe('every page', { timeout: 600_000 }, () => {
  it('can be used by everybody: axe finds nothing, at the desk’s width and a phone’s, light and dark', async () => {
    const wrong: string[] = [];
    for (const place of [...SCREENS.map(({ path }) => path), ...more]) {
      const address = await addressOf(staff.page, place);
      if (!address) {
        if (!more.some((other) => isOf(place, other))) wrong.push(`${place} is on no list`);
        continue;
      }
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
        if (!path) continue;
        const address = await addressOf(reader.page, path);
        if (!address) {
          wrong.push(`${path} is on no list`);
          continue;
        }
        for (const problem of await look(reader.page, address)) wrong.push(`${address}: ${problem}`);
      }
    }
    expect(wrong.slice(0, 30)).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });
});
