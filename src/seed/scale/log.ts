const EVERY_MS = 5_000;

export interface Phase {
  add(rows: number): void;
  /** How many there were. */
  end(): number;
}

export interface Log {
  /** A named part of the work, with how far it is and how long it took. */
  phase(name: string): Phase;
  readonly seconds: ReadonlyMap<string, number>;
}

const count = (n: number): string => n.toLocaleString('en-US');

export function makeLog(say: (line: string) => void): Log {
  const seconds = new Map<string, number>();
  return {
    seconds,
    phase(name) {
      const began = performance.now();
      let told = began;
      let rows = 0;
      const passed = (): number => (performance.now() - began) / 1000;
      return {
        add(more) {
          rows += more;
          if (performance.now() - told < EVERY_MS) return;
          told = performance.now();
          say(`${name}: ${count(rows)} rows, ${passed().toFixed(0)} s`);
        },
        end() {
          seconds.set(name, passed());
          say(`${name}: ${rows > 0 ? `${count(rows)} rows in ` : ''}${passed().toFixed(1)} s`);
          return rows;
        },
      };
    },
  };
}

/** One step that has no rows to count. */
export async function timed<T>(log: Log, name: string, work: () => Promise<T>): Promise<T> {
  const phase = log.phase(name);
  const result = await work();
  phase.end();
  return result;
}
