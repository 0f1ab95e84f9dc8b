/** Drops remembered one by one; beyond, every load under way counts as dropped. */
const MAX_REMEMBERED = 10_000;

export interface Drops {
  /** A load begins; gives what `since` is asked with. */
  begin(): number;
  end(): void;
  note(tags: readonly string[]): void;
  since(tags: readonly string[], began: number): boolean;
}

/** Which tags fell while loads were under way: remembered until nobody is left who began before them. */
export function makeDrops(): Drops {
  const last = new Map<string, number>();
  let count = 0;
  let underWay = 0;
  const remember = (tag: string): void => {
    if (last.size >= MAX_REMEMBERED) {
      last.clear();
      last.set('*', count);
    }
    last.set(tag, count);
  };
  return {
    begin() {
      underWay++;
      return count;
    },
    end() {
      if (--underWay === 0) last.clear();
    },
    note(tags) {
      count++;
      if (underWay > 0) for (const tag of tags) remember(tag);
    },
    since: (tags, began) => (last.get('*') ?? 0) > began || tags.some((tag) => (last.get(tag) ?? 0) > began),
  };
}
