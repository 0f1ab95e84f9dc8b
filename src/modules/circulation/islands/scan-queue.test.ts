import { describe, expect, it } from 'vitest';
import { type QueuedScan, ScanQueue, type Store } from './scan-queue.ts';

function storage(): Store & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

const scan = (code: string, follows = false): QueuedScan => ({
  action: '/desk',
  fields: [
    ['_key', `key-${code}`],
    ['kode', code],
  ],
  isScan: true,
  follows,
});
const codes = (queue: ScanQueue) => queue.all().map((one) => one.fields.find(([name]) => name === 'kode')?.[1]);

describe('scans that wait', () => {
  it('outlive a reload, in their order and with their keys', () => {
    const store = storage();
    const before = new ScanQueue(store, 'a');
    before.add(scan('B1'));
    before.add(scan('B2'));
    const after = new ScanQueue(store, 'a');
    expect(codes(after)).toEqual(['B1', 'B2']);
    expect(after.first()?.fields).toContainEqual(['_key', 'key-B1']);
  });

  it('leave nothing behind once they are answered', () => {
    const store = storage();
    const queue = new ScanQueue(store, 'a');
    queue.add(scan('B1'));
    const first = queue.first();
    if (first) queue.done(first);
    expect(store.kept.size).toBe(0);
  });

  it('are for whom the scan before them called, also after a reload', () => {
    const store = storage();
    const queue = new ScanQueue(store, 'a');
    queue.add(scan('LIB001'));
    queue.add(scan('B1', true));
    const card = queue.first();
    if (card) queue.done(card);
    queue.settle({ anggota: 'sari', mode: null });
    queue.settle({ anggota: 'andi', mode: null });
    expect(new ScanQueue(store, 'a').first()?.fields).toContainEqual(['anggota', 'sari']);
  });

  it('keep who stood at the desk when they were scanned, where nothing waited before them', () => {
    const queue = new ScanQueue(storage(), 'a');
    const alone = scan('B1');
    alone.fields.push(['anggota', 'sari']);
    queue.add(alone);
    queue.settle({ anggota: 'andi', mode: null });
    expect(queue.first()?.fields).toContainEqual(['anggota', 'sari']);
  });

  it('of a closed window are sent by the next one, those of an open window are left to it', () => {
    const store = storage();
    let now = 0;
    new ScanQueue(store, 'a', () => now).add(scan('B1'));
    now = 5_000;
    expect(codes(new ScanQueue(store, 'b', () => now))).toEqual([]);
    now = 60_000;
    expect(codes(new ScanQueue(store, 'c', () => now))).toEqual(['B1']);
    expect(codes(new ScanQueue(store, 'd', () => now))).toEqual([]);
  });

  it('wait behind an answer to a warning', () => {
    const queue = new ScanQueue(storage(), 'a');
    queue.add(scan('B1'));
    queue.addFirst({ ...scan('B0'), isScan: false });
    expect(codes(queue)).toEqual(['B0', 'B1']);
  });

  it('are kept in memory where the browser has no storage', () => {
    const broken = {
      ...storage(),
      setItem: () => {
        throw new Error('full');
      },
    };
    const queue = new ScanQueue(broken, 'a');
    queue.add(scan('B1'));
    expect(codes(queue)).toEqual(['B1']);
  });
});
