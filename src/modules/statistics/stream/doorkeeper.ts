import { addressKey } from '../../../lib/address-key.ts';

export interface Doorkeeper {
  /** Null when there is no room; otherwise called once when the stream ends. */
  enter(ip: string): (() => void) | null;
}

/** So many streams for one address, and so many together. */
export function makeDoorkeeper(perAddress: number, together: number): Doorkeeper {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    enter(ip) {
      const key = addressKey(ip);
      const here = inside.get(key) ?? 0;
      if (here >= perAddress || all >= together) return null;
      inside.set(key, here + 1);
      all++;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all--;
        const rest = (inside.get(key) ?? 1) - 1;
        if (rest > 0) inside.set(key, rest);
        else inside.delete(key);
      };
    },
  };
}
