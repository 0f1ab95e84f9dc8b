import { connect, type Socket } from 'node:net';

/** node listeners.ts PORT PATH CLIENTS SECONDS: holds so many streams open and says what reached them, as one line of JSON. */
const [port = '0', path = '/', clients = '1', seconds = '10'] = process.argv.slice(2);

interface Client {
  lastId: number;
  updates: number;
  rest: string;
  falls: number;
}

const late: number[] = [];
const all: Client[] = [];
let counting = false;

function take(client: Client, text: string, now: number): void {
  const blocks = (client.rest + text).split('\n\n');
  client.rest = blocks.pop() ?? '';
  for (const block of blocks) {
    const id = Number(/id: (\d+)/.exec(block)?.[1] ?? 0);
    if (id === 0) continue;
    if (id <= client.lastId) client.falls++;
    client.lastId = id;
    if (!counting || !block.includes('event: update')) continue;
    client.updates++;
    const at = /"generated_at":"([^"]+)"/.exec(block)?.[1];
    if (at) late.push(now - Date.parse(at));
  }
}

const join = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const client: Client = { lastId: 0, updates: 0, rest: '', falls: 0 };
    all.push(client);
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n\r\n`),
    );
    socket.setEncoding('latin1');
    socket.once('data', () => resolve(socket));
    socket.on('data', (text: string) => take(client, text.replace(/\r\n[0-9a-f]+\r\n/g, ''), Date.now()));
    socket.on('error', reject);
  });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const AT_ONCE = 100;
const began = performance.now();
const sockets: Socket[] = [];
for (let n = 0; n < Number(clients); n += AT_ONCE)
  sockets.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, Number(clients) - n) }, join))));
const joinedMs = performance.now() - began;
process.stdout.write(`${JSON.stringify({ joined: sockets.length, joinedMs })}\n`);
await pause(3_000);
counting = true;
await pause(Number(seconds) * 1000);
counting = false;
// A round may be under way: who is behind after five seconds was left out.
const newestOf = (): number => Math.max(...all.map(({ lastId }) => lastId));
const behind = (): number => all.filter(({ lastId }) => lastId < newestOf()).length;
for (let n = 0; n < 500 && behind() > 0; n++) await pause(10);
late.sort((a, b) => a - b);
const at = (share: number): number => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? 0;
process.stdout.write(
  `${JSON.stringify({
    updates: late.length,
    p50: at(0.5),
    p99: at(0.99),
    worst: at(1),
    falls: all.reduce((sum, { falls }) => sum + falls, 0),
    behind: behind(),
    fewest: Math.min(...all.map(({ updates }) => updates)),
  })}\n`,
);
process.exit();
