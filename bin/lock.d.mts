/** One process at a time: the file names its holder, who keeps touching it. */
export function withLock<T>(file: string, work: () => Promise<T> | T): Promise<T>;
