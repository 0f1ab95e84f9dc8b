import { Agent, request } from 'node:http';

export interface Answered {
  status: number;
  text: string;
  ms: number;
}

/** A light client: kept connections, nothing parsed. */
export class Browser {
  readonly #agent: Agent;
  readonly #headers: Record<string, string>;
  readonly #base: URL;

  constructor(base: string, token: string | null, connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#base = new URL(base);
    this.#headers = token ? { authorization: `Bearer ${token}` } : {};
  }

  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> {
    const began = performance.now();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text
      ? { ...this.#headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      : this.#headers;
    const { hostname, port } = this.#base;
    return new Promise((resolve, reject) => {
      const sent = request({ agent: this.#agent, hostname, port, method, path, headers }, (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () => {
          const whole = Buffer.concat(parts).toString();
          resolve({ status: reply.statusCode ?? 0, text: whole, ms: performance.now() - began });
        });
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
