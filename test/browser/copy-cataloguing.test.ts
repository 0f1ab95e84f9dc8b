import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, sidewaysScroll, type Visitor, visitor } from '../support/chromium.ts';
import { field, marc } from '../support/marc.ts';
import { ADMIN } from '../support/program.ts';
import { type ShownLibrary, showLibrary, signedIn, signIn } from '../support/shown-library.ts';
import { httpTarget, sruAnswer, type Target } from '../support/targets.ts';

const book = (title: string, isbn: string) =>
  marc(title, [field('020', '  ', `a${isbn}`), field('100', '0 ', 'aAndrea Hirata'), field('082', '04', 'a899.221')]);
const PELANGI = book('Laskar Pelangi', '9789793062792');
const PEMIMPI = book('Sang Pemimpi', '9789793062921');

// The account speaks the language of the terminal it was set up at.
let shown: ShownLibrary;
let staff: Visitor;
let other: Target;
beforeAll(async () => {
  other = await httpTarget((request, response) => {
    const asked = decodeURIComponent(request.url ?? '');
    response.end(sruAnswer([PELANGI, PEMIMPI].filter((one) => !/isbn/.test(asked) || asked.includes(isbnOf(one)))));
  });
  shown = await showLibrary({ demo: false });
  staff = await signedIn(shown);
  const { page } = staff;
  await page.goto('/staf/sumber-katalog/baru');
  await page.locator('[name=name]').fill('Katalog Tetangga');
  await page.locator('[name=url]').fill(`http://127.0.0.1:${other.port}/`);
  await page.locator('main form[method=post] button[type=submit]').first().click();
  await page.waitForURL(/sumber-katalog$/);
}, 120_000);
afterAll(async () => {
  await shown.close();
  await other.close();
});

const isbnOf = (record: typeof PELANGI): string => JSON.stringify(record.fields).match(/97\d{11}/)?.[0] ?? '';
const focused = (page: Visitor['page']): Promise<string> => page.evaluate('document.activeElement?.id ?? ""');

describe('copy cataloguing at the keyboard', () => {
  it('takes scan after scan: the number finds it, Enter adds it, and the box waits for the next', async () => {
    const { page, complaints } = staff;
    await page.goto('/staf/katalogisasi');
    expect(await focused(page)).toBe('q');
    await page.keyboard.type('9789793062792\n');
    await page.getByText('Laskar Pelangi').first().waitFor();
    expect(await focused(page)).toBe('q');
    // The second line end of a scanner comes at once, a person's Enter later.
    await page.keyboard.press('Enter');
    await page.waitForTimeout(600);
    expect(page.url()).toContain('q=9789793062792');
    await page.keyboard.press('Enter');
    await page.getByText(/Laskar Pelangi: (ditambahkan dengan|added with) 1/).waitFor();
    expect(await focused(page)).toBe('q');
    // The same number scanned twice in a row only searches twice.
    await page.keyboard.type('9789793062792\n');
    await page.getByText(/Sudah ada di katalog kita|In our catalogue already/).waitFor();
    await page.keyboard.type('9789793062792\n');
    await page.waitForLoadState('networkidle');
    expect(await page.getByText(/1 eksemplar, 1 tersedia|1 copies, 1 free/).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('picks by number or arrows, and gives the next scan back to the box', async () => {
    const { page, complaints } = staff;
    await page.goto('/staf/katalogisasi?q=hirata');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement?.textContent')).toContain('Sang Pemimpi');
    await page.keyboard.type('978');
    expect([await focused(page), await page.locator('#q').inputValue()]).toEqual(['q', '978']);
    // Enter alone adds nothing that was only looked for by words.
    await page.goto('/staf/katalogisasi?q=hirata');
    await page.waitForTimeout(600);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=hirata/);
    await page.goto('/staf/katalogisasi?q=hirata');
    await page.keyboard.type('2\n');
    await page.getByText(/Sang Pemimpi: (ditambahkan|added)/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('can be used by everybody: wide and narrow, light and dark', async () => {
    const { page } = staff;
    const wrong: string[] = [];
    await page.goto('/staf/sumber-katalog');
    const source = await page.locator('main a[href^="/staf/sumber-katalog/"]').last().getAttribute('href');
    await page.getByRole('button', { name: /Katalog Tetangga/ }).click();
    await page.getByText(/Katalog Tetangga (menjawab|answered)/).waitFor();
    for (const address of [
      '/staf/katalogisasi?q=hirata',
      '/staf/sumber-katalog',
      source ?? '',
      '/staf/sumber-katalog/baru?protocol=Z3950',
    ])
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [360, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.goto(address);
        const wide = await sidewaysScroll(page);
        wrong.push(...(await axe(page)).map((problem) => `${address} ${width}: ${problem}`));
        if (wide > 0) wrong.push(`${address} is ${wide} px wider than its window of ${width}`);
      }
    expect(wrong).toEqual([]);
  });

  it('works without scripts', async () => {
    const { page } = await visitor(shown.browser, { baseURL: shown.url, javaScriptEnabled: false });
    await signIn(page, ADMIN);
    await page.goto('/staf/katalogisasi');
    await page.locator('#q').fill('hirata');
    await page.locator('candidate-picker form[method=get] button').click();
    await page.locator('#copies').fill('2');
    await page.getByRole('button', { name: /Laskar Pelangi/ }).click();
    await page.getByText(/Laskar Pelangi (sudah ada: 2|was there: 2)/).waitFor();
  });
});
