import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../test/support/chromium.ts';
import { percentile } from './lib/figures.ts';
import { openInside } from './lib/inside.ts';
import { LIMITS_OFF, startPustaka } from './lib/processes.ts';
import { atMost, type Line, type Report } from './lib/report.ts';
import { scaleData } from './lib/scale-data.ts';

/** A slow phone on a slow line: 150 ms there and back, 1.6 Mbit/s, a quarter of this machine's speed. */
const LINE = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) | 0, uploadThroughput: (750e3 / 8) | 0 };
const SLOWER = 4;
const SCANS = 100;

export const about = 'pages in a browser on a slow phone, and a scan at the desk until its result is seen';

export async function bench(): Promise<Report> {
  const dataRoot = scaleData();
  const pustaka = await startPustaka(dataRoot);
  const inside = await openInside(dataRoot, 2);
  const browser = await launchChromium();
  try {
    const { rows } = await inside.app.pool.query<{ id: string }>('select id from books order by id desc limit 1');
    const lines: Line[] = [];
    for (const [name, path] of [
      ['home', '/'],
      ['results', '/katalog?search=sejarah'],
      ['book', `/katalog/${rows[0]?.id}`],
    ] as const) {
      await fetch(pustaka.url + path);
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      await slow(await context.newCDPSession(page));
      lines.push(...(await visit(page, pustaka.url + path, name)));
      if (name === 'results') lines.push(await interactions(page));
      await context.close();
    }
    const { rows: copies } = await inside.app.pool.query<{ barcode: string }>(
      `select barcode from copies where status = 'AVAILABLE' order by id limit ${SCANS}`,
    );
    const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${inside.tokens.staff}` } });
    const page = await context.newPage();
    lines.push(
      await desk(
        page,
        pustaka.url,
        copies.map((copy) => copy.barcode),
      ),
    );
    return {
      notes: [
        LIMITS_OFF,
        `phone: 150 ms RTT, 1.6 Mbit/s, ${SLOWER}x slower CPU, first visit`,
        `desk: ${SCANS} scans, this machine's speed`,
      ],
      lines,
    };
  } finally {
    await browser.close();
    await inside.close();
    await pustaka.stop();
  }
}

async function slow(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

interface Seen {
  fcp: number;
  lcp: number;
  cls: number;
  tti: number;
}

async function visit(page: Page, url: string, name: string): Promise<Line[]> {
  await page.addInitScript(`window.seen = { lcp: 0, cls: 0, busy: 0 };
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.seen.lcp = e.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.seen.cls += e.value; }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.seen.busy = e.startTime + e.duration; }).observe({ type: 'longtask', buffered: true });`);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(3_000);
  const seen = await page.evaluate<Seen>(`(() => {
    const fcp = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    const { domContentLoadedEventEnd } = performance.getEntriesByType('navigation')[0];
    return { fcp, lcp: window.seen.lcp, cls: window.seen.cls, tti: Math.max(fcp, domContentLoadedEventEnd, window.seen.busy) };
  })()`);
  return [
    { what: `${name}: FCP`, figure: seen.fcp, unit: 'ms', bar: atMost(1000) },
    { what: `${name}: LCP`, figure: seen.lcp, unit: 'ms', bar: atMost(1500) },
    { what: `${name}: TTI`, figure: seen.tti, unit: 'ms', bar: atMost(2000) },
    { what: `${name}: CLS`, figure: seen.cls, unit: '', bar: atMost(0.02) },
  ];
}

/** Typing a search and taking a filter: the slowest answer to a key or tap. */
async function interactions(page: Page): Promise<Line> {
  await page.evaluate(`window.slowest = 0; new PerformanceObserver((l) => {
    for (const e of l.getEntries()) if (e.interactionId) window.slowest = Math.max(window.slowest, e.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })`);
  await page.locator('#cari').pressSequentially(' indonesia', { delay: 80 });
  await page.locator('details summary').first().click();
  await page.waitForTimeout(1_500);
  return {
    what: 'results: INP of search and filter',
    figure: await page.evaluate<number>('window.slowest'),
    unit: 'ms',
    bar: atMost(100),
  };
}

async function desk(page: Page, url: string, barcodes: readonly string[]): Promise<Line> {
  await page.goto(`${url}/desk?mode=kembali`);
  const times: number[] = [];
  for (const barcode of barcodes) {
    await page.locator('#kode').fill(barcode);
    times.push(
      await page.evaluate<number>(`new Promise((resolve) => {
        const began = performance.now();
        const desk = document.querySelector('desk-box');
        const watch = new MutationObserver(() => {
          if (!desk.querySelector('[data-result]')) return;
          watch.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - began));
        });
        desk.querySelector('[data-result]')?.remove();
        watch.observe(desk, { childList: true, subtree: true });
        desk.querySelector('form[data-scan]').requestSubmit();
      })`),
    );
  }
  return { what: 'desk: scan to visible result, p95', figure: percentile(times, 95), unit: 'ms', bar: atMost(100) };
}
