import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Counted } from '../today/count.ts';
import { type Hub, makeHub } from './hub.ts';

/** The far end of a wire: takes what is written at once, or only when it is told to. */
class Wire extends EventEmitter {
  written: string[] = [];
  reads = true;
  destroyed = false;
  waiting: (() => void)[] = [];
  write(bytes: Buffer, done: () => void): boolean {
    this.written.push(bytes.toString());
    if (this.reads) setImmediate(done);
    else this.waiting.push(done);
    return this.reads;
  }
  end(text: string): void {
    this.written.push(text);
    this.emit('close');
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
  get ids(): number[] {
    return this.written.flatMap((text) => Number(/id: (\d+)/.exec(text)?.[1] ?? 0) || []);
  }
}

const at = new Date('2026-03-02T03:00:00Z');
const day = { zone: 'Asia/Jakarta', date: '2026-03-02', from: at, until: at };
const counted = (id: number): Counted => ({ day, total: id, at, id });
const known = (id: number) => ({ id, total: id, at, source: 'cache' as const });
const turns = async (n = 20): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('the hub of the stream', () => {
  let hub: Hub;
  beforeEach(() => {
    hub = makeHub();
  });
  afterEach(() => hub.close());
  const join = (wire: Wire, now: ReturnType<typeof known> | null = known(1)): Wire => {
    hub.join(wire as unknown as ServerResponse, now, null);
    return wire;
  };

  it('has one write on its way to who does not read, however much happens, and then the newest', async () => {
    const wire = new Wire();
    wire.reads = false;
    join(wire);
    for (let id = 2; id <= 10_000; id++) hub.publish(counted(id));
    await turns();
    expect(wire.written).toHaveLength(1);
    wire.reads = true;
    wire.waiting.shift()?.();
    await turns();
    expect(wire.ids).toEqual([1, 10_000]);
  });

  it('brings a number that came in the middle of a round to those who had their turn already', async () => {
    const wires = Array.from({ length: 1_200 }, () => join(new Wire()));
    await turns();
    hub.publish(counted(2));
    await turns(1);
    hub.publish(counted(3));
    hub.publish(counted(4));
    await turns(40);
    expect(new Set(wires.map((wire) => wire.ids.at(-1)))).toEqual(new Set([4]));
    for (const wire of wires) expect(wire.ids).toEqual(wire.ids.toSorted((a, b) => a - b));
  });

  it('greets who came before anything was known with the first count', async () => {
    const wire = join(new Wire(), null);
    await turns();
    expect(wire.written).toEqual(['retry: 3000\n\n']);
    hub.publish(counted(5));
    hub.publish(counted(6));
    await turns();
    expect(wire.written.slice(1).map((text) => /event: (\w+)/.exec(text)?.[1])).toEqual(['init']);
    expect(wire.ids).toEqual([6]);
  });

  it('cuts off who takes nothing for a minute, and only then', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const mute = new Wire();
    mute.reads = false;
    join(mute);
    vi.advanceTimersByTime(57_000);
    expect(mute.destroyed).toBe(false);
    vi.advanceTimersByTime(15_000);
    expect([mute.destroyed, hub.size]).toEqual([true, 0]);
    vi.useRealTimers();
  });
});
