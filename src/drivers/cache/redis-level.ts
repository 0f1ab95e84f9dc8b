import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Outside, outside } from '../outside.ts';
import type { CacheState } from './cache.ts';
import type { RedisClient } from './redis-connection.ts';
import { jsonOf } from './redis-told.ts';

/** A missed answer comes with the versions its tags had before it is loaded; null: Redis is not to be used for it. */
export type Looked = { value: unknown; left: number } | { versions: readonly string[] | null };

export interface LevelOptions {
  prefix: string;
  /** Redis may take so long; then the answer is made as if it were not there. */
  timeoutMs: number;
  restMs: number;
}

const MAX_BYTES = 1024 * 1024;
/** Of what is asked at the same time; more is answered without Redis. */
const MAX_UNDER_WAY = 500;
const VERSION_MS = 30 * 86_400_000;

const Entry = z.object({ versions: z.array(z.string()), value: z.unknown() });

const isSame = (a: readonly string[], b: readonly (string | null)[]): boolean =>
  a.length === b.length && a.every((version, n) => version === b[n]);

/**
 * Entries under tags in Redis. Each tag has a version, which a drop replaces; an entry names the versions its tags had
 * before it was loaded, and counts only while they are the present ones. So whatever was read before a drop is lost.
 */
export class RedisLevel {
  /** Whether drops of other instances are heard. */
  hears = false;
  readonly #prefix: string;
  readonly #guard: Outside;
  #client: RedisClient | undefined;
  #underWay = 0;

  constructor({ prefix, timeoutMs, restMs }: LevelOptions) {
    this.#prefix = prefix;
    this.#guard = outside({ name: 'redis', timeoutMs, retries: 0, restMs, isOutage: () => true });
  }

  use(client: RedisClient): void {
    this.#client = client;
  }

  get ready(): boolean {
    return this.#client?.status === 'ready';
  }

  get state(): Pick<CacheState, 'ok'> {
    return { ok: this.ready && this.hears && this.#guard.circuit.story.state === 'CLOSED' };
  }

  async look(key: string, tags: readonly string[]): Promise<Looked> {
    return this.#ask(async (client) => {
      const [text, left, ...versions] = await Promise.all([
        client.get(this.#entry(key)),
        client.pttl(this.#entry(key)),
        ...tags.map((tag) => client.get(this.#tag(tag))),
      ]);
      const entry = Entry.safeParse(jsonOf(text)).data;
      if (entry && left > 0 && isSame(entry.versions, versions)) return { value: entry.value, left: left / 1000 };
      return { versions: await Promise.all(tags.map((tag, n) => versions[n] ?? this.#begin(client, tag))) };
    }).catch(() => ({ versions: null }));
  }

  async keep(key: string, value: unknown, versions: readonly string[], seconds: number): Promise<void> {
    const text = JSON.stringify({ versions, value });
    if (text.length > MAX_BYTES || seconds <= 0) return;
    await this.#ask((client) => client.set(this.#entry(key), text, 'PX', Math.ceil(seconds * 1000))).catch(() => {});
  }

  /** Gives the tags new versions. Rejects when that is not known to have happened. */
  async replace(tags: readonly string[]): Promise<void> {
    await this.#ask((client) =>
      Promise.all(tags.map((tag) => client.set(this.#tag(tag), randomUUID(), 'PX', VERSION_MS))),
    );
  }

  /** Finds out that it is well again where nobody asks for anything. */
  async probe(): Promise<void> {
    if (!this.state.ok) await this.#ask((client) => client.get(this.#tag('*'))).catch(() => {});
  }

  get channel(): string {
    return `${this.#prefix}drops`;
  }

  async tell(message: string): Promise<void> {
    await this.#ask((client) => client.publish(this.channel, message));
  }

  /** The first of those who see the tag without a version gives it one. */
  async #begin(client: RedisClient, tag: string): Promise<string> {
    const mine = randomUUID();
    await client.set(this.#tag(tag), mine, 'PX', VERSION_MS, 'NX');
    return (await client.get(this.#tag(tag))) ?? mine;
  }

  async #ask<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (!client || !this.ready || this.#underWay >= MAX_UNDER_WAY) throw new Error('Redis is not asked now');
    this.#underWay++;
    try {
      return await this.#guard.run(() => work(client));
    } finally {
      this.#underWay--;
    }
  }

  #entry = (key: string): string => `${this.#prefix}answer:${key}`;
  #tag = (tag: string): string => `${this.#prefix}tag:${tag}`;
}
