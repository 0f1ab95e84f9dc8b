import type { Client } from 'pg';
import type { Fact } from './facts.ts';

export interface Ping {
  fact: string;
  subject: string;
}
export interface PingBatch {
  pings: Ping[];
  tags: string[];
}

/** Live news: in process at once, to other instances by one coalesced NOTIFY. May be lost; nothing durable hangs on it. */
export interface Pings {
  publish(facts: readonly Pick<Fact, 'action' | 'id'>[], tags: readonly string[]): void;
  subscribe(hear: (batch: PingBatch) => void): () => void;
  listen(client: Client): Promise<void>;
  flush(): Promise<void>;
}
