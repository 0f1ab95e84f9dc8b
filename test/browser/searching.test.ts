import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../support/chromium.ts';
import { type ShownLibrary, showLibrary } from '../support/shown-library.ts';

let shown: ShownLibrary;
beforeAll(async () => {
  shown = await showLibrary({ demo: true });
}, 120_000);
afterAll(() => shown.close());

describe('searching in a browser', () => {
  it('suggests while one types, and is led by the keyboard alone', async () => {
    const { page, complaints } = await visitor(shown.browser, { baseURL: shown.url });
    await page.goto('/');
    const box = page.getByRole('combobox', { name: 'Cari' });
    await box.focus();
    await box.pressSequentially('bum', { delay: 20 });
    const list = page.getByRole('listbox', { name: 'Saran' });
    await list.getByRole('option').first().waitFor();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    const first = list.getByRole('option', { selected: true });
    expect(await box.getAttribute('aria-activedescendant')).toBe(await first.getAttribute('id'));
    await page.keyboard.press('ArrowUp');
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('Escape');
    expect(await list.isVisible()).toBe(false);
    expect(await box.inputValue()).toBe('bum');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/katalog\?search=/);
    expect(complaints).toEqual([]);
  });

  it('says how many are left when a filter is chosen, and goes back to where one was', async () => {
    const { page, complaints } = await visitor(shown.browser, { baseURL: shown.url });
    await page.goto('/katalog?search=indonesia');
    const filter = page.getByRole('complementary').getByRole('link').first();
    await filter.scrollIntoViewIfNeeded();
    await filter.press('Enter');
    const said = page.locator('#siaran');
    await expect.poll(() => said.textContent()).toMatch(/^\d[\d.]* judul untuk “indonesia”$/);
    // Going back may end the page before it can answer.
    await page.evaluate('void setTimeout(() => history.back(), 50)');
    await expect.poll(() => page.url()).toMatch(/\?search=indonesia$/);
    expect(complaints).toEqual([]);
  });

  it('works without scripts', async () => {
    const { page } = await visitor(shown.browser, { baseURL: shown.url, javaScriptEnabled: false });
    await page.goto('/en');
    await page.getByRole('searchbox', { name: 'Search' }).fill('bumi');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/\/en\/catalog\?search=bumi$/);
    await page.getByRole('link', { name: /Bumi/ }).first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Place a hold' }).click();
    await page.waitForURL(/\/en\/sign-in\?ke=/);
  });
});
