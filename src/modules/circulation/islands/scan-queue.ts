/** What was sent from the desk and not answered yet; outlives a reload. */
export interface QueuedScan {
  action: string;
  fields: [string, string][];
  isScan: boolean;
}

const KEPT = 'pustaka.desk.queue';

export class ScanQueue {
  #scans: QueuedScan[];

  constructor() {
    this.#scans = read();
  }

  add(scan: QueuedScan): void {
    this.#scans.push(scan);
    this.#keep();
  }

  first(): QueuedScan | undefined {
    return this.#scans[0];
  }

  done(scan: QueuedScan): void {
    this.#scans = this.#scans.filter((other) => other !== scan);
    this.#keep();
  }

  all(): readonly QueuedScan[] {
    return this.#scans;
  }

  #keep(): void {
    try {
      if (this.#scans.length === 0) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, JSON.stringify(this.#scans));
    } catch {
      // Without storage the queue lives as long as the page.
    }
  }
}

function read(): QueuedScan[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
