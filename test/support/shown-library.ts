import type { Browser, Page } from 'playwright-core';
import { launchChromium, type Visitor, visitor } from './chromium.ts';
import { ADMIN, Library } from './program.ts';

/** The real program with a filled library, and a browser to look at it. */
export interface ShownLibrary {
  library: Library;
  browser: Browser;
  url: string;
  close(): Promise<void>;
}

export async function showLibrary(o: { demo: boolean; env?: Record<string, string> }): Promise<ShownLibrary> {
  const library = await Library.make();
  const setup = [
    'setup',
    '--yes',
    '--email',
    ADMIN.email,
    '--password-stdin',
    '--name',
    'Perpustakaan Uji',
    '--preset',
    'public',
  ];
  const { code, stderr } = await library.command([...setup, ...(o.demo ? ['--demo'] : [])], {}, `${ADMIN.password}\n`);
  if (code !== 0) throw new Error(`setup failed: ${stderr}`);
  await library.start({ BACKUP_NIGHTLY: 'off', ...o.env });
  const browser = await launchChromium();
  return {
    library,
    browser,
    url: library.url,
    async close() {
      await browser.close();
      await library.close();
    },
  };
}

/** Signed in through the page, as everybody does. */
export async function signedIn(
  shown: ShownLibrary,
  who: { email: string; password: string } = ADMIN,
  options: Parameters<typeof visitor>[1] = {},
): Promise<Visitor> {
  const guest = await visitor(shown.browser, { baseURL: shown.url, ...options });
  await signIn(guest.page, who);
  return guest;
}

export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto('/masuk');
  await page.locator('[name=email]').fill(who.email);
  await page.locator('[name=password]').fill(who.password);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.includes('masuk'));
}
