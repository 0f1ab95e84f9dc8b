import type { Page } from 'playwright-core';
import type { Screen } from '../../src/kernel/http/screen.ts';
import { modules } from '../../src/modules.ts';

/** Pages a person can open: not files, not what only makes sense in the middle of an act. */
export const SCREENS: readonly Screen[] = modules
  .flatMap((module) => module.pages ?? [])
  .filter(({ method, path }) => method === 'GET' && !/\.\w+$|unduh|csv$|\/pdf|\/setup|\/welcome|:\w+\/.*:/.test(path));

/** An address with a record in it is found on the list before it, as a person would; null where there is none. */
export async function addressOf(page: Page, path: string): Promise<string | null> {
  const at = path.indexOf('/:');
  if (at < 0) return path;
  const list = path.slice(0, at);
  const rest = path.slice(at + 1).replace(/^:\w+/, '');
  await page.goto(list || '/');
  const hrefs = await page
    .locator(`a[href^="${list}/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const found = hrefs.find((href) => /\/[0-9a-f-]{36}$/.test(href));
  return found ? found + rest : null;
}

/** Opens it; false when it turned out to be a file. */
export async function opened(page: Page, address: string): Promise<boolean> {
  try {
    await page.goto(address);
    return true;
  } catch (error) {
    if (error instanceof Error && /Download is starting|ERR_ABORTED/.test(error.message)) return false;
    throw error;
  }
}
