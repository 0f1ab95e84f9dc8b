import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLibrary, type TestLibrary } from '../../../../test/support/library.ts';
import { statisticsOf } from '../service.ts';

interface Event {
  id: number;
  event: string;
  data: Record<string, unknown>;
}

interface Listener {
  response: IncomingMessage;
  events: Event[];
  text: () => string;
  leave(): void;
}

const PATH = '/api/visitors/today/stream';

function eventsIn(text: string): Event[] {
  return text.split('\n\n').flatMap((block) => {
    const [, id] = /^id: (\d+)$/m.exec(block) ?? [];
    const [, event] = /^event: (\w+)$/m.exec(block) ?? [];
    const [, data] = /^data: (.*)$/m.exec(block) ?? [];
    return id && event && data ? [{ id: Number(id), event, data: JSON.parse(data) }] : [];
  });
}

describe('the stream of today', () => {
  let library: TestLibrary;
  let port: number;
  const open: ClientRequest[] = [];
  const start = async (env: Record<string, string> = {}): Promise<void> => {
    library = await openLibrary({ env });
    await library.web.listen({ port: 0, host: '127.0.0.1' });
    port = (library.web.server.address() as AddressInfo).port;
  };
  beforeAll(() => start({ SSE_TODAY_PER_ADDRESS: '2000' }));
  afterAll(() => library.close());
  afterEach(async () => {
    for (const request of open.splice(0)) request.destroy();
    await expect.poll(() => statisticsOf(library.app).hub.size).toBe(0);
  });

  const listen = (headers: Record<string, string> = {}, path = PATH): Promise<Listener> =>
    new Promise((resolve, reject) => {
      const request = get({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        resolve({
          response,
          get events() {
            return eventsIn(text);
          },
          text: () => text,
          leave: () => request.destroy(),
        });
      });
      request.on('error', reject);
      open.push(request);
    });
  const visit = (guestName: string) => library.call(library.cast.dewi, 'POST', '/visits', { guestName });
  const count = () => statisticsOf(library.app).today.count();

  it('begins with retry and init, and goes on with updates whose ids rise', async () => {
    const listener = await listen();
    expect(listener.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(listener.response.headers['content-encoding']).toBeUndefined();
    await expect.poll(() => listener.events).toHaveLength(1);
    expect(listener.text()).toMatch(/^retry: 3000\n\n/);
    expect(listener.events[0]).toMatchObject({
      event: 'init',
      data: { total: 0, source: 'db', at: expect.any(String) },
    });
    expect(Object.keys(listener.events[0]?.data ?? {})).toEqual(['total', 'source', 'at']);
    for (const name of ['A', 'B']) {
      await visit(name);
      await count();
      await expect.poll(() => listener.events.at(-1)?.data.total).toBe(name === 'A' ? 1 : 2);
    }
    expect(listener.events.slice(1).map(({ event, data }) => [event, Object.keys(data)])).toEqual([
      ['update', ['total', 'generated_at']],
      ['update', ['total', 'generated_at']],
    ]);
    const ids = listener.events.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('gives who comes back what was missed, and nothing when nothing was', async () => {
    const first = await listen();
    await expect.poll(() => first.events).toHaveLength(1);
    const seen = first.events[0]?.id ?? 0;
    first.leave();
    const same = await listen({ 'last-event-id': String(seen) });
    await expect.poll(() => same.text()).toBe('retry: 3000\n\n');
    await visit('C');
    await count();
    await expect.poll(() => same.events.map(({ event }) => event)).toEqual(['update']);
    const late = await listen({ 'last-event-id': String(seen) });
    await expect.poll(() => late.events).toHaveLength(1);
    expect(late.events[0]).toMatchObject({ event: 'update', id: same.events[0]?.id, data: { total: 3 } });
    const nonsense = await listen({ 'last-event-id': '999999999999999' });
    await expect.poll(() => nonsense.events.map(({ event }) => event)).toEqual(['init']);
  });

  it('keeps a silent stream open with a comment within fifteen seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      const listener = await listen();
      await expect.poll(() => listener.events, { interval: 5 }).toHaveLength(1);
      vi.advanceTimersByTime(15_000);
      await expect.poll(() => listener.text(), { interval: 5 }).toContain(': keepalive\n\n');
      listener.leave();
      await expect.poll(() => statisticsOf(library.app).hub.size, { interval: 5 }).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('brings a burst as the newest number, to everybody', async () => {
    const listeners = await Promise.all(Array.from({ length: 30 }, () => listen()));
    await expect.poll(() => listeners.every(({ events }) => events.length === 1)).toBe(true);
    const { hub, today } = statisticsOf(library.app);
    const newest = await count();
    for (let n = 1; n <= 500; n++) hub.publish({ ...newest, total: n, id: newest.id + n });
    await expect.poll(() => listeners.every(({ events }) => events.at(-1)?.data.total === 500)).toBe(true);
    for (const { events } of listeners) {
      expect(events.length).toBeLessThan(10);
      expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort((a, b) => a - b));
    }
    expect(today.current()?.id).toBe(newest.id);
  });

  it('does not answer HEAD with a stream', async () => {
    expect((await fetch(`http://127.0.0.1:${port}${PATH}`, { method: 'HEAD' })).status).toBe(404);
  });

  it('holds little for a thousand clients that never read, and the newest reaches who does', async () => {
    const { hub } = statisticsOf(library.app);
    const mute: Socket[] = [];
    const served: Socket[] = [];
    library.web.server.on('connection', (socket) => served.push(socket));
    for (let n = 0; n < 1_000; n++) mute.push(await neverReads(port));
    await expect.poll(() => hub.size, { timeout: 20_000 }).toBe(1_000);
    const reader = await listen();
    await expect.poll(() => reader.events.length).toBeGreaterThan(0);
    const newest = await count();
    for (let n = 1; n <= 300; n++) {
      hub.publish({ ...newest, total: n, id: newest.id + 1_000_000 + n });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => reader.events.at(-1)?.data.total).toBe(300);
    expect(Math.max(...served.map((socket) => socket.writableLength))).toBeLessThan(20_000);
    for (const socket of mute) socket.destroy();
  }, 60_000);
});

const neverReads = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.pause();
      socket.write(`GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      resolve(socket);
    });
    socket.on('error', reject);
  });

describe('the door of the stream', () => {
  const openAt = async (env: Record<string, string>) => {
    const library = await openLibrary({ env });
    await library.web.listen({ port: 0, host: '127.0.0.1' });
    const { port } = library.web.server.address() as AddressInfo;
    const controllers: AbortController[] = [];
    const knock = async () => {
      const controller = new AbortController();
      controllers.push(controller);
      const reply = await fetch(`http://127.0.0.1:${port}${PATH}`, { signal: controller.signal });
      const text = reply.text();
      text.catch(() => {});
      return { status: reply.status, headers: reply.headers, text };
    };
    return { library, knock, leave: (n: number) => controllers[n]?.abort() };
  };

  it('lets in so many of one address, and another when one has left', async () => {
    const { library, knock, leave } = await openAt({ SSE_TODAY_PER_ADDRESS: '2' });
    expect([(await knock()).status, (await knock()).status]).toEqual([200, 200]);
    const third = await knock();
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '10']);
    leave(0);
    await expect.poll(async () => (await knock()).status).toBe(200);
    await library.close();
  });

  it('is shut when the stream is switched off', async () => {
    const { library, knock } = await openAt({ ENABLE_SSE_TODAY: 'false' });
    const reply = await knock();
    expect([reply.status, JSON.parse(await reply.text).error.details.reason]).toEqual([404, 'statistics.stream_off']);
    await library.close();
  });

  it('closes at shutdown: says when to come again, ends every stream and does not wait for the mute', async () => {
    const { library, knock } = await openAt({});
    const stream = await knock();
    await neverReads((library.web.server.address() as AddressInfo).port);
    await expect.poll(() => statisticsOf(library.app).hub.size).toBe(2);
    const began = performance.now();
    await library.close();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await stream.text).split('\n\n').at(-2)).toMatch(/^retry: [3-6]\d{3}$/);
  });
});
