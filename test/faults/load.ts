import { randomUUID } from 'node:crypto';
import { ADMIN, type Library } from '../support/program.ts';

type Json = Record<string, unknown>;
export interface Answered {
  key: string;
  what: string;
  status: number;
  id: string | null;
}

/** What the desk sent and what it was told; a call without an answer is sent again with its key until it has one. */
export class Desk {
  readonly #library: Library;
  #token = '';
  readonly answered: Answered[] = [];
  #stopped = false;
  readonly copies: { barcode: string; bookId: string }[] = [];
  readonly members: string[] = [];

  constructor(library: Library) {
    this.#library = library;
  }

  /** Until the server answers; the same key each time, so that a lost reply changes nothing. */
  async send(
    method: string,
    path: string,
    body: Json | undefined,
    key: string = randomUUID(),
  ): Promise<{ status: number; body: Json }> {
    for (let attempt = 0; attempt < 2_000; attempt++) {
      try {
        const reply = await fetch(`${this.#library.url}/api/v1${path}`, {
          method,
          headers: {
            'content-type': 'application/json',
            ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
            'idempotency-key': key,
          },
          signal: AbortSignal.timeout(10_000),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const answer = (await reply.json()) as Json;
        if (reply.status < 500) return { status: reply.status, body: answer };
      } catch {
        // no answer: the server or its database is down right now
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`no answer to ${method} ${path}: ${this.#library.output}`);
  }

  async signIn(): Promise<void> {
    const { body } = await this.send('POST', '/auth/login', ADMIN);
    this.#token = String((body.data as Json).token);
  }

  async stock(): Promise<void> {
    await this.signIn();
    for (let n = 0; n < 6; n++) {
      const book = await this.send('POST', '/books', {
        title: `Judul Uji ${n}`,
        author: 'Penulis',
        category: 'Uji',
        stock: 4,
      });
      if (book.status !== 201) throw new Error(JSON.stringify(book.body));
      const bookId = String((book.body.data as Json).id);
      const copies = await this.send('GET', `/books/${bookId}/copies`, undefined);
      for (const copy of copies.body.data as Json[]) this.copies.push({ barcode: String(copy.barcode), bookId });
    }
    for (let n = 0; n < 12; n++) {
      const member = await this.send('POST', '/members', { name: `Anggota ${n}`, ...(await this.#memberType()) });
      if (member.status !== 201) throw new Error(JSON.stringify(member.body));
      this.members.push(String((member.body.data as Json).id));
    }
  }

  #type: Json | null = null;
  async #memberType(): Promise<Json> {
    if (this.#type) return this.#type;
    const types = await this.send('GET', '/member-types', undefined);
    this.#type = { memberTypeId: String((types.body.data as Json[])[0]?.id) };
    return this.#type;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** One pair of hands: random borrowings, returns, holds, fines and payments until stopped. */
  async work(random: () => number): Promise<void> {
    while (!this.#stopped) {
      const copy = this.copies[Math.floor(random() * this.copies.length)];
      const memberId = this.members[Math.floor(random() * this.members.length)];
      if (!copy || !memberId) return;
      const dice = random();
      if (dice < 0.45)
        await this.#note('borrow', 'POST', '/borrowings', { barcode: copy.barcode, memberId, confirmed: CONFIRM });
      else if (dice < 0.8) await this.#note('return', 'POST', `/copies/${copy.barcode}/return`, {});
      else if (dice < 0.88)
        await this.#note('hold', 'POST', '/holds', { bookId: copy.bookId, memberId, confirmed: CONFIRM });
      else if (dice < 0.95)
        await this.#note('fine', 'POST', '/fines', {
          memberId,
          amount: 1_000 + Math.floor(random() * 9) * 500,
          reason: 'OTHER',
          description: 'Kartu hilang',
        });
      else await this.#note('pay', 'POST', `/members/${memberId}/fines/pay`, { amount: 500, method: 'CASH' });
    }
  }

  async #note(what: string, method: string, path: string, body: Json): Promise<void> {
    const key = randomUUID();
    const { status, body: reply } = await this.send(method, path, body, key);
    const data = reply.data as Json | undefined;
    const borrowing = data?.borrowing as Json | null | undefined;
    const id = what === 'return' ? borrowing?.id : data?.id;
    this.answered.push({ key, what, status, id: id === undefined ? null : String(id) });
  }
}

const CONFIRM = ['member_owes', 'has_overdue', 'same_title', 'reserved_for_others', 'already_borrowed'].map(
  (code) => `circulation.${code}`,
);
