import { afterEach, describe, expect, it } from 'vitest';
import { field, marc } from '../../../test/support/marc.ts';
import {
  diagnosticReply,
  httpTarget,
  initReply,
  lineTarget,
  presentReply,
  type Target as Server,
  searchReply,
  sruAnswer,
  z3950Target,
} from '../../../test/support/targets.ts';
import { encodeIso2709 } from '../../lib/marc/iso2709/write.ts';
import { boolean, element, primitive } from '../../lib/z3950/write.ts';
import { allOutside } from '../outside.ts';
import { guardedLookup, isAllowed } from './guard.ts';
import { askTarget, forgetTarget, letThrough, type Target, TargetError } from './index.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
const started = async (server: Promise<Server>): Promise<number> => {
  open.push(await server);
  return open.at(-1)?.port ?? 0;
};

let ids = 0;
const indexes = { isbn: 'bath.isbn', issn: null, title: 'dc.title', author: 'dc.creator' };
const sruAt = (port: number, more: Partial<Target> = {}): Target => ({
  ...{ id: `sru-${++ids}`, name: `sru ${ids}`, version: 1, timeoutMs: 400, protocol: 'SRU' },
  sru: { url: `http://127.0.0.1:${port}/db`, version: '1.1', schema: 'marcxml', indexes },
  ...(more as object),
});
const z3950At = (port: number): Target => ({
  ...{ id: `z-${++ids}`, name: `z ${ids}`, version: 1, timeoutMs: 400, protocol: 'Z3950' },
  z3950: { host: '127.0.0.1', port, database: 'Default', syntax: 'USMARC', charset: 'AUTO' },
});

const ask = (target: Target, wish = { title: 'satu' } as object, most = 10, privateToo = true) =>
  askTarget(target, wish, { most, signal: AbortSignal.timeout(5_000), privateToo });
async function failureOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof TargetError) return `${error.code.slice('cataloguing.target.'.length)} ${error.detail}`.trim();
    throw error;
  }
  return 'answered';
}
const titlesOf = (found: Awaited<ReturnType<typeof ask>>): string[] =>
  (found?.records ?? []).map(({ fields: [first] }) => (first && 'value' in first ? first.value : ''));
const [one, two, three] = [marc('Satu'), marc('Dua'), marc('Tiga', [field('500', '  ', 'a書')])] as const;

describe('a target of SRU', () => {
  it('is asked at its own address, once, and gives its records', async () => {
    const asked: string[] = [];
    const port = await started(
      httpTarget((request, response) => {
        asked.push(request.url ?? '');
        response.end(sruAnswer([one, three], 77));
      }),
    );
    const found = await ask(sruAt(port));
    expect([titlesOf(found), found?.total, found?.unread]).toEqual([['no-Satu', 'no-Tiga'], 77, 0]);
    expect(asked).toEqual([
      '/db?version=1.1&query=dc.title%3D%22satu%22&recordSchema=marcxml&recordPacking=xml&operation=searchRetrieve&startRecord=1&maximumRecords=10',
    ]);
  });

  it('is not asked for what it has no index of', async () => {
    expect(await ask(sruAt(1), { issn: '0378-5955' })).toBeNull();
  });

  it('is not followed to another address', async () => {
    let visits = 0;
    const inner = await started(httpTarget((_request, response) => response.end(String(++visits))));
    const port = await started(
      httpTarget((_request, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${inner}/rahasia` });
        response.end();
      }),
    );
    expect(await failureOf(() => ask(sruAt(port)))).toBe(`redirects http://127.0.0.1:${inner}/rahasia`);
    expect(visits).toBe(0);
  });

  it.each<[string, string, Parameters<typeof httpTarget>[0]]>([
    ['http 500', 'an error', (_q, r) => r.writeHead(500).end('oops')],
    ['nonsense marc.xml_dtd', 'a page', (_q, r) => r.end('<!DOCTYPE html><html></html>')],
    ['nonsense', 'other XML', (_q, r) => r.end('<?xml version="1.0"?><rss/>')],
    [
      'nonsense content-encoding gzip',
      'squeezed bytes',
      (_q, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    ],
    ['slow', 'silence', () => {}],
    ['slow', 'a drop now and then', (_q, r) => void setInterval(() => r.write(' '), 50).unref()],
    ['too_much', 'no end', (_q, r) => pour(r, Buffer.from(`<a>${'x'.repeat(65_536)}</a>`), '<?xml version="1.0"?><x>')],
  ])('that answers with %s (%s) fails in time', async (expected, _what, listener) => {
    const port = await started(httpTarget(listener));
    const began = performance.now();
    const target = { ...sruAt(port), timeoutMs: expected === 'too_much' ? 5_000 : 300 };
    expect(await failureOf(() => ask(target))).toBe(expected);
    expect(performance.now() - began).toBeLessThan(4_500);
  });

  it('tells what the server says is wrong', async () => {
    const said =
      '<diagnostics><diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/16</uri><details>dc.title</details><message>Unsupported index</message></diagnostic></diagnostics>';
    const port = await started(
      httpTarget((_q, r) =>
        r.end(
          `<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>0</numberOfRecords>${said}</searchRetrieveResponse>`,
        ),
      ),
    );
    expect(await failureOf(() => ask(sruAt(port)))).toBe(
      'says Unsupported index · dc.title · info:srw/diagnostic/1/16',
    );
  });
});

function pour(
  response: {
    write(chunk: Buffer | string): boolean;
    once(name: 'drain', run: () => void): unknown;
    destroyed: boolean;
  },
  chunk: Buffer,
  first: Buffer | string,
): void {
  response.write(first);
  const more = (): void => {
    while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', more);
  };
  more();
}

describe('a target of Z39.50', () => {
  it('gives its records, in as many answers as it likes', async () => {
    const port = await started(z3950Target(initReply(), searchReply(3), presentReply(one), presentReply(two, three)));
    expect(titlesOf(await ask(z3950At(port)))).toEqual(['no-Satu', 'no-Dua', 'no-Tiga']);
  });

  it('is asked for no more than is wanted', async () => {
    const port = await started(z3950Target(initReply(), searchReply(3_000), presentReply(one, two, three)));
    const found = await ask(z3950At(port), { isbns: ['9789793062792'] }, 2);
    expect([titlesOf(found), found?.total]).toEqual([['no-Satu', 'no-Dua'], 3_000]);
  });

  it('is read by its bytes, or as it is said to write, whatever its leaders say', async () => {
    const record = marc('Ayāz', [field('500', '  ', 'a書')]);
    const lying = encodeIso2709(record, 'marc-8');
    lying[9] = 0x61;
    const silent = encodeIso2709(record);
    silent[9] = 0x20;
    const sent: [Buffer, 'AUTO' | 'UTF8' | 'MARC8'][] = [
      [encodeIso2709(record, 'marc-8'), 'AUTO'],
      [lying, 'MARC8'],
      [silent, 'UTF8'],
      [silent, 'AUTO'],
    ];
    for (const [bytes, charset] of sent) {
      const port = await started(z3950Target(initReply(), searchReply(1), presentReply(bytes)));
      const target = z3950At(port);
      if (target.protocol !== 'Z3950') continue;
      const found = await ask({ ...target, z3950: { ...target.z3950, charset } });
      expect(found?.records[0]?.fields.map((one) => JSON.stringify(one).normalize())).toEqual(
        record.fields.map((one) => JSON.stringify(one).normalize()),
      );
    }
  });

  it('keeps the records it gave before it gave up', async () => {
    const port = await started(z3950Target(initReply(), searchReply(3), presentReply(one), presentReply()));
    expect(titlesOf(await ask(z3950At(port)))).toEqual(['no-Satu']);
  });

  const answered = (...replies: Buffer[]) => z3950Target(...replies);
  it.each<[string, string, () => Promise<Server>]>([
    ['refused_us Tiruan', 'refuses us', () => answered(initReply(false))],
    [
      'says Unsupported (Bib-1 114)',
      'refuses the search',
      () => answered(initReply(), searchReply(0, diagnosticReply(114, 'Unsupported'))),
    ],
    ['nonsense search', 'answers another question', () => answered(searchReply(1))],
    ['away closed', 'hangs up', () => lineTarget((socket) => socket.end())],
    ['slow', 'says nothing', () => lineTarget(() => {})],
    ['slow', 'says half of it', () => lineTarget((socket) => socket.write(initReply().subarray(0, 9)))],
    [
      'nonsense z3950.not_ber',
      'speaks another language',
      () => lineTarget((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(10))),
    ],
    [
      'too_much z3950.too_large: 2147483654 bytes',
      'lies about lengths',
      () => lineTarget((socket) => socket.write(Buffer.from('b584800000003000', 'hex'))),
    ],
    [
      'too_much',
      'never ends',
      () => lineTarget((socket) => pour(socket, Buffer.alloc(65_536, 0x30), Buffer.from('b580', 'hex'))),
    ],
    [
      'nonsense',
      'gives numbers that are none',
      () => answered(initReply(), element('c23', primitive('c23', Buffer.alloc(9, 0x7f)), boolean('c22', true))),
    ],
  ])('that %s (%s) fails in time', async (expected, _what, server) => {
    const port = await started(server());
    const began = performance.now();
    expect(
      await failureOf(() => ask({ ...z3950At(port), timeoutMs: expected.startsWith('too') ? 4_000 : 400 })),
    ).toContain(expected);
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});

describe('addresses', () => {
  it.each([
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['fd00:ec2::254', false, false],
    ['64:ff9b::a9fe:a9fe', false, false],
    ['100.100.100.200', false, false],
    ['fe80::1%eth0', false, false],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['224.0.0.1', false, false],
    ['255.255.255.255', false, false],
    ['127.0.0.1', true, false],
    ['192.168.1.20', true, false],
    ['10.1.2.3', true, false],
    ['::1', true, false],
    ['140.147.249.67', true, true],
    ['2607:f8b0::1', true, true],
    ['not an address', false, false],
  ])('%s: asked at home %s, asked in a house of others %s', (ip, atHome, inAHouse) => {
    expect([isAllowed(ip, true), isAllowed(ip, false)]).toEqual([atHome, inAHouse]);
  });

  it('that are refused are not connected to, whatever name they hide behind', async () => {
    let visits = 0;
    const port = await started(lineTarget(() => void visits++));
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const target = sruAt(port);
      if (target.protocol !== 'SRU') continue;
      const there = { ...target, sru: { ...target.sru, url: `http://${host}:${port}/` } };
      expect(await failureOf(() => ask(there, undefined, 1, false))).toBe('address_refused');
    }
    const line = z3950At(port);
    if (line.protocol === 'Z3950')
      expect(
        await failureOf(() => ask({ ...line, z3950: { ...line.z3950, host: 'localhost' } }, undefined, 1, false)),
      ).toBe('address_refused');
    expect(visits).toBe(0);
  });

  it('are looked up once: what was judged is what is connected to', async () => {
    const found = await new Promise((resolve) => {
      guardedLookup(true)('localhost', { all: true }, (error, addresses) => resolve(error ?? addresses));
    });
    expect(found).toEqual(expect.arrayContaining([expect.objectContaining({ address: '127.0.0.1' })]));
  });
});

describe('a circuit for each target', () => {
  it('opens after five failures, is passed by hand, and goes with its target', async () => {
    const port = await started(httpTarget((_q, r) => r.writeHead(503).end()));
    const target = sruAt(port);
    const names = (): string[] => allOutside().map(({ name }) => name);
    for (let n = 0; n < 5; n++) expect(await failureOf(() => ask(target))).toBe('http 503');
    expect(await failureOf(() => ask(target))).toBe('resting');
    letThrough(target);
    expect(await failureOf(() => ask(target))).toBe('http 503');
    expect(names()).toContain(`catalogue: ${target.name}`);
    expect(await failureOf(() => ask({ ...target, version: 2 }))).toBe('http 503');
    expect(names().filter((name) => name === `catalogue: ${target.name}`)).toHaveLength(1);
    forgetTarget(target.id);
    expect(names()).not.toContain(`catalogue: ${target.name}`);
  });

  it('stays closed where the other side only says no', async () => {
    const port = await started(z3950Target());
    void port;
    const refusing = await started(
      lineTarget((socket) => {
        let at = 0;
        socket.on('data', () => socket.write([initReply(), searchReply(0, diagnosticReply(114, 'no'))][at++] ?? ''));
      }),
    );
    const target = z3950At(refusing);
    for (let n = 0; n < 7; n++) expect(await failureOf(() => ask(target))).toContain('says');
  });

  it('tries once more when the line breaks, and only then', async () => {
    let calls = 0;
    const port = await started(
      lineTarget((socket) => {
        calls++;
        if (calls === 1) socket.once('data', () => socket.resetAndDestroy());
        else socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${sruAnswer([one])}`));
      }),
    );
    expect(titlesOf(await ask(sruAt(port)))).toEqual(['no-Satu']);
    expect(calls).toBe(2);
  });
});
