import type { ServerResponse } from 'node:http';
import type { Clock } from '../../../kernel/clock.ts';
import type { Counted } from '../today/count.ts';
import type { AskedToday } from '../today/today.ts';

/** Below the fifteen seconds after which proxies think a stream is dead. */
const HEARTBEAT_MS = 14_000;
/** Whoever has not taken what was sent for so long is gone. */
const DEAD_MS = 60_000;
const RETRY_MS = 3_000;
/** Whoever does not take the last words by then misses them. */
const GOODBYE_MS = 1_000;
/** So many are written to before others get their turn. */
const AT_ONCE = 500;
/** Ids are milliseconds, and another instance may be ahead of us by so many; an id beyond that is not ours. */
const AHEAD_MS = 60_000;

const HEARTBEAT = Buffer.from(': keepalive\n\n');

/** One write on its way and the newest number after it: the queue of a client never grows. */
interface Client {
  response: ServerResponse;
  /** Of the newest number it has, also from a stream before; 0: none yet, it still waits for `init`. */
  sentId: number;
  /** Since when a write is on its way; 0 when none is. */
  busySince: number;
  written: () => void;
}

export interface Hub {
  /** Begins to send. `known` is the number there is, if there is one; `lastId` what the client had before. */
  join(response: ServerResponse, known: AskedToday | null, lastId: number | null): void;
  publish(counted: Counted): void;
  /** Says when to come again and ends every stream. */
  close(): void;
  readonly closed: boolean;
  readonly size: number;
}

const frame = (event: string, id: number, data: object): Buffer =>
  Buffer.from(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
const update = (c: Pick<Counted, 'id' | 'total' | 'at'>): Buffer =>
  frame('update', c.id, { total: c.total, generated_at: c.at.toISOString() });
const init = (c: Omit<AskedToday, 'source'>, source: string): Buffer =>
  frame('init', c.id, { total: c.total, source, at: c.at.toISOString() });

/** Fans numbers out to every open stream. Bursts become the newest number; ids a client sees only rise. */
export function makeHub(clock: Pick<Clock, 'now'>): Hub {
  const clients = new Set<Client>();
  let latest: { id: number; until: Date; update: Buffer; init: Buffer } | null = null;
  let closed = false;

  const leave = (client: Client): void => {
    clients.delete(client);
    if (clients.size === 0) heartbeat.stop();
  };
  const send = (client: Client, bytes: Buffer): void => {
    client.busySince = Date.now();
    client.response.write(bytes, client.written);
  };
  const bring = (client: Client): void => {
    if (!latest || client.sentId >= latest.id || client.busySince > 0) return;
    // After midnight it is yesterday's, and of today nothing is known until the first count.
    if (clock.now() >= latest.until) return;
    const first = client.sentId === 0;
    client.sentId = latest.id;
    send(client, first ? latest.init : latest.update);
  };
  const sweep = makeSweep(clients, bring);
  const heartbeat = makeHeartbeat(() => {
    const now = Date.now();
    for (const client of clients) {
      if (client.busySince === 0) send(client, HEARTBEAT);
      else if (now - client.busySince > DEAD_MS) client.response.destroy();
    }
  });

  return {
    join(response, known, lastId) {
      const sentId = lastId !== null && lastId <= clock.now().getTime() + AHEAD_MS ? lastId : 0;
      const client: Client = { response, sentId, busySince: 0, written: () => {} };
      client.written = () => {
        client.busySince = 0;
        if (!response.destroyed) bring(client);
      };
      response.on('close', () => leave(client));
      response.on('error', () => leave(client));
      clients.add(client);
      heartbeat.start();
      const first = greeting(client, known);
      send(client, Buffer.concat([Buffer.from(`retry: ${RETRY_MS}\n\n`), ...(first ? [first] : [])]));
    },
    publish(counted) {
      latest = { id: counted.id, until: counted.day.until, update: update(counted), init: init(counted, 'cache') };
      sweep();
    },
    close() {
      closed = true;
      for (const { response } of clients) {
        response.end(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_MS)}\n\n`);
        setTimeout(() => response.destroy(), GOODBYE_MS).unref();
      }
      clients.clear();
      heartbeat.stop();
    },
    get closed() {
      return closed;
    },
    get size() {
      return clients.size;
    },
  };
}

/** `init` for a new client; one that comes back gets what it missed, and nothing when it missed nothing. */
function greeting(client: Client, known: AskedToday | null): Buffer | null {
  if (!known || client.sentId >= known.id) return null;
  const first = client.sentId === 0;
  client.sentId = known.id;
  return first ? init(known, known.source) : update(known);
}

/** Goes round all of them in turns; called again meanwhile, it goes round once more. */
function makeSweep(clients: ReadonlySet<Client>, bring: (client: Client) => void): () => void {
  let round: Iterator<Client> | null = null;
  let again = false;
  const on = (): void => {
    for (let n = 0; n < AT_ONCE && round; n++) {
      const { value, done } = round.next();
      if (!done) bring(value);
      else {
        round = again ? clients.values() : null;
        again = false;
      }
    }
    if (round) setImmediate(on);
  };
  return () => {
    again = round !== null;
    if (again) return;
    round = clients.values();
    setImmediate(on);
  };
}

function makeHeartbeat(beat: () => void): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      timer ??= setInterval(beat, HEARTBEAT_MS).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
