import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that can be cut, mended and made slow. */
export class Line {
  /** Each message takes so long, in both directions. */
  delayMs = 0;
  port = 0;
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  /** To the server of an address; `cut` as it begins. */
  static async to(url: string, o: { cut?: boolean; port?: number } = {}): Promise<Line> {
    const { hostname, port } = new URL(url);
    const line = new Line({ host: hostname, port: Number(port || o.port) });
    await line.mend();
    if (o.cut) await line.cut();
    return line;
  }

  /** The same address by this line. */
  url(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    this.#server ??= createServer((socket) => this.#pass(socket)).listen(this.port, '127.0.0.1');
    if (!this.#server.listening) await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  #pass(here: Socket): void {
    const there = connect(this.#target);
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      let due = 0;
      from.on('data', (chunk: Buffer) => {
        due = Math.max(due, performance.now() + this.delayMs);
        const wait = due - performance.now();
        if (wait <= 0 && this.delayMs === 0) to.write(chunk);
        else setTimeout(() => to.destroyed || to.write(chunk), wait);
      });
    }
  }
}
