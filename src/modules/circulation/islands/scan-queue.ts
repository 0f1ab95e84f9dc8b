/** What was sent from the desk and not answered yet; outlives a reload, a lost network and the end of a session. */
export interface QueuedScan {
  action: string;
  fields: [string, string][];
  isScan: boolean;
  /** Who stands at the desk is known only when what was sent before is answered. */
  follows: boolean;
}

/** As much of the browser's storage as is needed. */
export interface Store {
  readonly length: number;
  key(at: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const PREFIX = 'pustaka.desk.queue.';
/** A window that did not say a word for so long is closed; what it left is sent by the next one. */
const CLOSED_MS = 20_000;

interface Kept {
  at: number;
  scans: QueuedScan[];
}

export class ScanQueue {
  readonly #store: Store;
  readonly #name: string;
  readonly #clock: () => number;
  #scans: QueuedScan[];

  constructor(store: Store, window: string, clock: () => number = Date.now) {
    this.#store = store;
    this.#name = PREFIX + window;
    this.#clock = clock;
    this.#scans = [...(read(store, this.#name)?.scans ?? []), ...this.#leftBehind()];
    this.touch();
  }

  add(scan: QueuedScan): void {
    this.#scans.push(scan);
    this.touch();
  }

  /** A deliberate act goes before the scans that wait for it. */
  addFirst(scan: QueuedScan): void {
    this.#scans.unshift(scan);
    this.touch();
  }

  first(): QueuedScan | undefined {
    return this.#scans[0];
  }

  done(scan: QueuedScan): void {
    this.#scans = this.#scans.filter((other) => other !== scan);
    this.touch();
  }

  /** Who stands at the desk now: the next scan is for him, also after a reload. */
  settle(state: Readonly<Record<string, string | null>>): void {
    const next = this.#scans[0];
    if (!next?.follows) return;
    next.fields = next.fields.filter(([name]) => !(name in state));
    for (const [name, value] of Object.entries(state)) if (value) next.fields.push([name, value]);
    next.follows = false;
    this.touch();
  }

  all(): readonly QueuedScan[] {
    return this.#scans;
  }

  touch(): void {
    try {
      if (this.#scans.length === 0) this.#store.removeItem(this.#name);
      else this.#store.setItem(this.#name, JSON.stringify({ at: this.#clock(), scans: this.#scans }));
    } catch {
      // Without storage the queue lives as long as the page.
    }
  }

  #leftBehind(): QueuedScan[] {
    const found: QueuedScan[] = [];
    for (const name of namesIn(this.#store)) {
      const kept = name === this.#name ? null : read(this.#store, name);
      if (!kept || this.#clock() - kept.at < CLOSED_MS) continue;
      found.push(...kept.scans);
      this.#store.removeItem(name);
    }
    return found;
  }
}

function namesIn(store: Store): string[] {
  try {
    const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? '');
    return names.filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(store: Store, name: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(name) ?? 'null');
    const good =
      typeof kept === 'object' && kept !== null && 'at' in kept && 'scans' in kept && Array.isArray(kept.scans);
    return good ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
