/** A number of today and when it was counted. */
export interface Count {
  total: number;
  /** Milliseconds, of the library's clock. */
  at: number;
  /** The library itself says that it is an old one. */
  isStale: boolean;
}

export interface Limits {
  zone: string;
  /** A count older than that is shown as old. */
  goodForMs: number;
}

export type Connection = 'opening' | 'open' | 'lost';
/** `waits`: nothing to say yet. `old`: the number is not that of this moment, whatever the connection does. */
export type State = 'waits' | 'live' | 'lost' | 'old';

/** What stands in `init` or `update`; null when that is not a count. */
export function countIn(text: string): Count | null {
  const said = JSON.parse(text) as { total?: unknown; at?: string; generated_at?: string; source?: string };
  const at = Date.parse(said.at ?? said.generated_at ?? '');
  if (typeof said.total !== 'number' || Number.isNaN(at)) return null;
  return { total: said.total, at, isStale: said.source === 'stale' };
}

/** What time it is in the library at least, by what it said itself: the clock of this computer may be hours off. */
export class LibraryTime {
  #began = Number.NEGATIVE_INFINITY;

  /** `elapsed` is of a watch that only goes forward. */
  hear(moment: number, elapsed: number): void {
    if (!Number.isNaN(moment)) this.#began = Math.max(this.#began, moment - elapsed);
  }

  now(elapsed: number): number {
    return this.#began + elapsed;
  }
}

export function stateOf(count: Count | null, connection: Connection, now: number, limits: Limits): State {
  if (count && isOld(count, now, limits)) return 'old';
  if (connection === 'lost') return 'lost';
  return count && connection === 'open' ? 'live' : 'waits';
}

const isOld = ({ at, isStale }: Count, now: number, { zone, goodForMs }: Limits): boolean =>
  isStale || now - at > goodForMs || dayIn(zone, at) !== dayIn(zone, now);

/** The time of a count; of another day than now, with its date. */
export function when(at: number, now: number, zone: string, language: string): string {
  const day = dayIn(zone, at) === dayIn(zone, now) ? {} : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(language, { ...day, timeStyle: 'short', timeZone: zone }).format(at);
}

const dayIn = (zone: string, moment: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: zone }).format(moment);
