// A look at a page: node scripts/shot.ts URL FILE [--width 360] [--dark] [--cookie name=value] [--full]
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '900' },
    dark: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    email: { type: 'string' },
    password: { type: 'string' },
  },
});
const [url = '', file = 'shot.png'] = positionals;
const browser = await playwright.launch({
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  executablePath: await chromium.executablePath(),
  headless: true,
});
const context = await browser.newContext({
  viewport: { width: Number(values.width), height: Number(values.height) },
  colorScheme: values.dark ? 'dark' : 'light',
});
const page = await context.newPage();
page.on('console', (message) => process.stderr.write(`console ${message.type()}: ${message.text()}\n`));
page.on('pageerror', (error) => process.stderr.write(`page error: ${error.message}\n`));
if (values.email && values.password) {
  await page.goto(new URL('/masuk', url).href);
  await page.locator('[name=email]').fill(values.email);
  await page.locator('[name=password]').fill(values.password);
  await page.locator('main form button[type=submit]').click();
  await page.waitForLoadState('networkidle');
}
await page.goto(url);
await page.waitForLoadState('networkidle');
await page.screenshot({ path: file, fullPage: values.full });
await browser.close();
