import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { withLock } from '../../bin/lock.mjs';

/** A Chromium that comes from npm. Unpacked once a machine: two who unpack at once would find half a program. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = await withLock(join(tmpdir(), 'pustaka-chromium.lock'), () => sparticuz.executablePath());
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...more];
  return chromium.launch({ executablePath, args });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: errors of scripts, broken content policy, missing files. */
  complaints: string[];
}

/** Somebody at a browser of his own; what goes wrong in it is written down. */
export async function visitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  // A refused form (422) is reported as a failed load; the page itself tells what is wrong.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|403|404|409|422)/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let axeSource: string | undefined;

interface AxeResult {
  violations: { id: string; impact: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** What axe finds against WCAG 2.2 AA on this page, one line each; none is what is wanted. */
export async function axe(page: Page): Promise<string[]> {
  axeSource ??= await readFile(axeFile, 'utf8');
  await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const result = await page.evaluate<AxeResult>(`axe.run(document, { runOnly: ${JSON.stringify(tags)} })`);
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help} — ${html.slice(0, 160)} — ${failureSummary.slice(0, 200)}`),
  );
}

/** How far the page is wider than its window; 0 is what is wanted. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
    ).document.documentElement;
    return scrollWidth - clientWidth;
  });
