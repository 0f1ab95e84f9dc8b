import { connect, type Socket } from 'node:net';

export interface Answered {
  status: number;
  text: string;
  ms: number;
}

/**
 * A light client: kept connections, one request at a time on each, as little as possible parsed. What measures shares
 * the machine with what is measured, and node:http takes 150 µs a request for itself.
 */
export class Browser {
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  readonly #all: Connection[] = [];
  readonly #head: string;
  readonly #url: URL;
  readonly #most: number;

  constructor(base: string, token: string | null, connections: number) {
    this.#url = new URL(base);
    this.#head = `host: ${this.#url.host}\r\n${token ? `authorization: Bearer ${token}\r\n` : ''}`;
    this.#most = connections;
  }

  async ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> {
    const began = performance.now();
    const text = body === undefined ? '' : JSON.stringify(body);
    const type = text && `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    const connection = await this.#connection();
    try {
      const { status, body } = await connection.send(`${method} ${path} HTTP/1.1\r\n${this.#head}${type}\r\n${text}`);
      return { status, text: body.toString(), ms: performance.now() - began };
    } finally {
      this.#release(connection);
    }
  }

  #connection(): Connection | Promise<Connection> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.isOpen) return idle;
      this.#all.splice(this.#all.indexOf(idle), 1);
    }
    if (this.#all.length >= this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const made = new Connection(connect({ host: this.#url.hostname, port: Number(this.#url.port), noDelay: true }));
    this.#all.push(made);
    return made;
  }

  #release(connection: Connection): void {
    if (!connection.isOpen) this.#all.splice(this.#all.indexOf(connection), 1);
    const next = this.#waiting.shift();
    if (next) next(connection.isOpen ? connection : (this.#connection() as Connection));
    else if (connection.isOpen) this.#idle.push(connection);
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }
}

interface Whole {
  status: number;
  body: Buffer;
}

class Connection {
  readonly #socket: Socket;
  #got: Buffer = Buffer.alloc(0);
  #answer: { resolve: (whole: Whole) => void; reject: (error: Error) => void } | undefined;
  isOpen = true;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (part) => this.#hear(part));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the server closed the connection')));
  }

  send(request: string): Promise<Whole> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return reject(new Error('the server closed the connection'));
      this.#answer = { resolve, reject };
      this.#socket.write(request);
    });
  }

  #hear(part: Buffer): void {
    this.#got = this.#got.length === 0 ? part : Buffer.concat([this.#got, part]);
    const whole = answerIn(this.#got);
    if (!whole) return;
    this.#got = Buffer.alloc(0);
    this.#answer?.resolve(whole);
    this.#answer = undefined;
  }

  #end(error: Error): void {
    this.isOpen = false;
    this.#answer?.reject(error);
    this.#answer = undefined;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The answer when all of it has come: its length is told, or its last chunk is empty. */
function answerIn(got: Buffer): Whole | null {
  const end = got.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = got.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const from = end + 4;
    const to = from + Number(length);
    return got.length >= to ? { status, body: got.subarray(from, to) } : null;
  }
  if (/\r\ntransfer-encoding: chunked/i.test(head)) {
    return got.subarray(-5).equals(LAST_CHUNK) ? { status, body: got.subarray(end + 4) } : null;
  }
  return { status, body: got.subarray(end + 4) };
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
