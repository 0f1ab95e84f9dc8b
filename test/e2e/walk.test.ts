import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Library } from '../support/program.ts';

type Json = ReturnType<typeof JSON.parse>;

const WATI = { email: 'wati@pustaka.test', password: 'rahasia-yang-panjang-2026' };
const MAP = join(import.meta.dirname, '../../docs/map.md');

/** A small library's first days, through the real program. With PUSTAKA_WRITE_WALK=1 its answers go into docs/map.md. */
describe('the walk', { timeout: 120_000 }, () => {
  let library: Library;
  let token = '';
  const told: string[] = [];
  beforeAll(async () => {
    library = await Library.make();
  });
  afterAll(async () => {
    await library.close();
    if (process.env.PUSTAKA_WRITE_WALK) await writeWalk(told);
  });

  const call = async (
    title: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Json }> => {
    const reply = await fetch(`${library.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: Json = await reply.json();
    if (title) tell(title, `${method} /api/v1${path}${body ? ` ${JSON.stringify(body)}` : ''}`, reply.status, answer);
    return { status: reply.status, body: answer };
  };
  const tell = (title: string, asked: string, status: number, answer: Json): void => {
    const shown = JSON.stringify(shorten(answer?.data ?? answer), null, 1).replace(/\n\s*/g, ' ');
    told.push(`**${title}**\n\n\`\`\`\n${clean(asked)}\n${status} ${clean(shown).slice(0, 900)}\n\`\`\``);
  };
  const file = async (path: string): Promise<{ type: string; body: Buffer }> => {
    const reply = await fetch(`${library.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBe(200);
    return { type: reply.headers.get('content-type') ?? '', body: Buffer.from(await reply.arrayBuffer()) };
  };
  const signIn = async (title = ''): Promise<void> => {
    token = '';
    const { status, body } = await call(title, 'POST', '/auth/login', WATI);
    expect(status).toBe(200);
    token = body.data.token;
  };

  const known: Record<string, string> = {};

  it('starts, prints a one-time link, and is set up through the page', async () => {
    await library.start();
    const link = await library.said(/http:\/\/\S+\/setup\?token=[\w-]+/);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form');
    const form = new URLSearchParams({
      token: new URL(link).searchParams.get('token') ?? '',
      locale: 'id',
      name: 'Wati',
      ...WATI,
      libraryName: 'Perpustakaan Desa Sukamaju',
      branchName: 'Pusat',
      timeZone: 'Asia/Jakarta',
      opens: '08:00',
      closes: '16:00',
      preset: 'public',
      passwordAgain: WATI.password,
      demo: 'no',
    });
    for (const day of ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
      form.append('openDays', day);
    const done = await fetch(new URL('/setup', library.url), {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { origin: library.url },
    });
    expect([200, 303]).toContain(done.status);
    expect((await fetch(link)).status).toBe(404);
    told.push(
      '**Set up.** `npm start` prints the address and a one-time link; the page asks for administrator, library and preset, and is gone (404) afterwards.',
    );
  });

  it('signs in, makes a member and a book with two copies', async () => {
    await signIn('Sign in');
    const types = await call('', 'GET', '/member-types');
    const general = types.body.data.find((type: Json) => /UMUM/.test(type.code)) ?? types.body.data[0];
    const member = await call('A member', 'POST', '/members', {
      name: 'Sari Wulandari',
      memberTypeId: general.id,
      phone: '081234567890',
    });
    expect(member.status).toBe(201);
    Object.assign(known, { member: member.body.data.id, number: member.body.data.memberId, type: general.id });
    const book = await call('A book with two copies', 'POST', '/books', {
      title: 'Laskar Pelangi',
      author: 'Andrea Hirata',
      isbn: '979-3062-79-7',
      category: 'Fiksi',
      stock: 2,
      publishedYear: 2005,
    });
    expect(book.status).toBe(201);
    expect(book.body.data).toMatchObject({ stock: 2, available: 2 });
    known.book = book.body.data.id;
    const copies = await call('', 'GET', `/books/${known.book}/copies`);
    [known.copy1, known.copy2] = copies.body.data.map((copy: Json) => copy.barcode);
    const found = await call('', 'GET', `/books?search=${encodeURIComponent('laskar')}`);
    expect(found.body.data[0].id).toBe(known.book);
  });

  it('lends, and refuses a loan over the limit with the reasons and the rule', async () => {
    const loan = await call('Borrow by scan', 'POST', '/borrowings', { barcode: known.copy1, memberId: known.number });
    expect(loan.status).toBe(201);
    known.loan = loan.body.data.id;
    const rules = await call('', 'GET', '/circulation-rules');
    for (const rule of rules.body.data)
      await call('', 'PATCH', `/circulation-rules/${rule.id}`, {
        maxLoans: 2,
        finePerDay: 500,
        graceDays: 0,
        maxRenewals: 2,
      });
    const second = await call('', 'POST', '/books', {
      title: 'Bumi Manusia',
      author: 'Pramoedya Ananta Toer',
      category: 'Fiksi',
      stock: 2,
    });
    const copies = await call('', 'GET', `/books/${second.body.data.id}/copies`);
    const other = await call('', 'POST', '/borrowings', {
      barcode: copies.body.data[0].barcode,
      memberId: known.number,
    });
    Object.assign(known, { book2: second.body.data.id, loan2: other.body.data.id });
    const third = await call('A third is refused, with its reasons', 'POST', '/borrowings', {
      barcode: copies.body.data[1].barcode,
      memberId: known.number,
    });
    expect(third.status).toBe(409);
    const codes = third.body.error.details.reasons.map((reason: Json) => reason.code);
    expect(codes).toContain('circulation.limit_reached');
    expect(codes).toContain('circulation.same_title');
  });

  it('renews, and places a hold', async () => {
    await library.stop();
    await library.start({ PUSTAKA_CLOCK_OFFSET: '3d' });
    await signIn();
    const renewed = await call('Renew', 'POST', `/borrowings/${known.loan}/renew`, {});
    expect(renewed.body.data).toMatchObject({ renewals: 1 });
    const andi = await call('', 'POST', '/members', { name: 'Andi Pratama', memberTypeId: known.type });
    known.andi = andi.body.data.id;
    const last = await call('', 'POST', '/borrowings', { barcode: known.copy2, memberId: known.andi });
    expect(last.status).toBe(201);
    const budi = await call('', 'POST', '/members', { name: 'Budi Santoso', memberTypeId: known.type });
    const hold = await call('Place a hold', 'POST', '/holds', { bookId: known.book, memberId: budi.body.data.id });
    expect(hold.body.data).toMatchObject({ status: 'WAITING', position: 1 });
    known.hold = hold.body.data.id;
  });

  it('is killed without warning and has lost nothing', async () => {
    await library.killServer();
    await library.start({ PUSTAKA_CLOCK_OFFSET: '30d' });
    await signIn();
    const loan = await call('', 'GET', `/borrowings/${known.loan}`);
    expect(loan.body.data).toMatchObject({ status: 'OVERDUE', accruing: true, renewals: 1 });
    const health = (await (await fetch(`${library.url}/api/health`)).json()) as Json;
    expect(health.clockOffsetMs).toBe(30 * 86_400_000);
  });

  it('takes the copy back late: fine, and the hold shelf for who waits', async () => {
    const back = await call('Return late (the clock was moved 30 days)', 'POST', `/copies/${known.copy1}/return`, {});
    expect(back.body.data.fine.amount).toBeGreaterThanOrEqual(1_000);
    expect(back.body.data.next.act).toBe('HOLD_SHELF');
    known.fine = back.body.data.fine.id;
    known.amount = String(back.body.data.fine.amount);
    const fines = await call('The fine', 'GET', `/members/${known.member}/fines`);
    expect(fines.body.data[0]).toMatchObject({ id: known.fine, status: 'UNPAID' });
  });

  it('takes the money in two parts and prints the receipt', async () => {
    const first = await call('Pay a part', 'POST', `/fines/${known.fine}/pay`, { amount: 500, method: 'CASH' });
    expect(first.status).toBeLessThan(300);
    const rest = await call('Pay the rest', 'POST', `/fines/${known.fine}/pay`, {
      amount: Number(known.amount) - 500,
      method: 'TRANSFER',
      reference: 'BCA 0042',
    });
    expect(rest.status).toBeLessThan(300);
    const fine = await call('', 'GET', `/fines/${known.fine}`);
    expect(fine.body.data).toMatchObject({ status: 'PAID', outstanding: 0 });
    const receipt = await file(`/fines/${known.fine}/receipt`);
    expect(receipt.body.subarray(0, 5).toString()).toBe('%PDF-');
    told.push(`**The receipt.** \`GET /api/v1/fines/{id}/receipt\` → ${receipt.type}, ${receipt.body.length} bytes.`);
  });

  it('shows who did what, and proves that nobody changed it', async () => {
    const log = await call('The activity log', 'GET', '/activity-logs?limit=3');
    expect(log.body.data[0]).toHaveProperty('action');
    const verified = await library.command(['audit', 'verify', '--json'], { PUSTAKA_CLOCK_OFFSET: '30d' });
    expect(verified.code).toBe(0);
    const result: Json = JSON.parse(verified.stdout);
    expect(result.ok).toBe(true);
    told.push(
      `**Verify the chain**\n\n\`\`\`\n$ pustaka audit verify --json\n${clean(JSON.stringify(result)).slice(0, 600)}\n\`\`\``,
    );
  });

  it('freezes the month in a report and exports it as a spreadsheet', async () => {
    const report = await call('The month’s report', 'POST', '/reports', { type: 'MONTHLY', subject: 'circulation' });
    expect(report.status).toBe(201);
    const sheet = await file(`/reports/${report.body.data.id}/export?format=xlsx`);
    const rows = await readXlsxFile(sheet.body);
    expect(rows.length).toBeGreaterThan(0);
    told.push(`**As a spreadsheet.** \`GET /api/v1/reports/{id}/export?format=xlsx\` → ${sheet.body.length} bytes.`);
  });

  it('backs up, and a library restored elsewhere has everything', async () => {
    // The nightly one may be under way: the library was off over its hour.
    let backup = await library.command(['backup', '--json'], { PUSTAKA_CLOCK_OFFSET: '30d' });
    for (let n = 0; n < 60 && backup.code !== 0; n++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      backup = await library.command(['backup', '--json'], { PUSTAKA_CLOCK_OFFSET: '30d' });
    }
    expect(backup.code, backup.stderr).toBe(0);
    const made: Json = JSON.parse(backup.stdout);
    const elsewhere = await Library.make();
    try {
      const restored = await elsewhere.command([
        'restore',
        made.folder ?? made.path ?? made.backup,
        '--into',
        elsewhere.data,
        '--yes',
        '--json',
      ]);
      expect(restored.code, restored.stderr).toBe(0);
      await elsewhere.start({ PUSTAKA_CLOCK_OFFSET: '30d' });
      const reply = await fetch(`${elsewhere.url}/api/v1/fines/${known.fine}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body: Json = await reply.json();
      expect(body.data).toMatchObject({ status: 'PAID', outstanding: 0 });
      const verified = await elsewhere.command(['audit', 'verify', '--json']);
      expect(verified.code, verified.stdout).toBe(0);
      told.push(
        `**Back up and restore elsewhere**\n\n\`\`\`\n$ pustaka backup --json\n${clean(JSON.stringify(made)).slice(0, 500)}\n$ pustaka restore … --into …\n${clean(restored.stdout).slice(0, 500)}\n\`\`\``,
      );
    } finally {
      await elsewhere.close();
    }
  });

  /** Long lists and permissions are not what a reader wants to see. */
  function shorten(value: Json): Json {
    if (Array.isArray(value)) return value.slice(0, 2).map(shorten);
    if (typeof value !== 'object' || value === null)
      return typeof value === 'string' && value.length > 90 ? `${value.slice(0, 60)}…` : value;
    const hidden = new Set([
      'token',
      'refreshToken',
      'permissions',
      'createdAt',
      'updatedAt',
      'version',
      'can',
      'why',
      'explanation',
      'userAgent',
    ]);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([k, v]) => !hidden.has(k) && v !== null)
        .map(([k, v]) => [k, shorten(v)]),
    );
  }

  const clean = (text: string): string =>
    text
      .replaceAll(library.dataRoot, '…')
      .replace(/\/tmp\/pustaka-program-\w+/g, '…')
      .replaceAll(WATI.password, '••••');
});

async function writeWalk(told: string[]): Promise<void> {
  const [before = '', rest = ''] = (await readFile(MAP, 'utf8')).split('<!-- walk -->');
  const after = rest.split('<!-- /walk -->')[1] ?? '';
  await writeFile(MAP, `${before}<!-- walk -->\n\n${told.join('\n\n')}\n\n<!-- /walk -->${after}`);
}
