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
const midnight = new Date('2026-03-02T17:00:00Z');
const day = { zone: 'Asia/Jakarta', date: '2026-03-02', from: new Date('2026-03-01T17:00:00Z'), until: midnight };
const nextDay = { ...day, date: '2026-03-03', from: midnight, until: new Date('2026-03-03T17:00:00Z') };
const counted = (id: number): Counted => ({ day, total: id, at, id });
const known = (id: number) => ({ id, total: id, at, source: 'cache' as const });
const turns = async (n = 20): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('the hub of the stream', () => {
  let hub: Hub;
  let now: Date;
  beforeEach(() => {
    now = at;
    hub = makeHub({ now: () => now });
  });
  afterEach(() => hub.close());
  const join = (wire: Wire, first: ReturnType<typeof known> | null = known(1), lastId: number | null = null): Wire => {
    hub.join(wire as unknown as ServerResponse, first, lastId);
    return wire;
  };
  const events = (wire: Wire) => wire.written.flatMap((text) => /event: (\w+)/.exec(text)?.[1] ?? []);

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
    expect(events(wire)).toEqual(['init']);
    expect(wire.ids).toEqual([6]);
  });

  it('has nothing of today to tell after midnight until the first count, and then that one is the greeting', async () => {
    hub.publish(counted(5));
    now = midnight;
    const wire = join(new Wire(), null);
    await turns();
    expect(wire.ids).toEqual([]);
    hub.publish({ ...counted(6), day: nextDay, total: 0 });
    await turns();
    expect([events(wire), wire.ids]).toEqual([['init'], [6]]);
    expect(wire.written.at(-1)).toContain('"total":0');
  });

  it('does not tell yesterday’s number to who was slow to take the one before', async () => {
    const wire = new Wire();
    wire.reads = false;
    join(wire);
    hub.publish(counted(2));
    await turns();
    now = midnight;
    wire.waiting.shift()?.();
    await turns();
    expect(wire.ids).toEqual([1]);
  });

  it('never sends an id again to who comes back with it, known or not, and goes on with updates', async () => {
    hub.publish(counted(5));
    const wires = [join(new Wire(), null, 5), join(new Wire(), known(5), 5), join(new Wire(), known(4), 5)];
    await turns();
    expect(wires.map(({ ids }) => ids)).toEqual([[], [], []]);
    hub.publish(counted(6));
    await turns();
    expect(wires.map((wire) => [events(wire), wire.ids])).toEqual(Array(3).fill([['update'], [6]]));
  });

  it('brings who comes back without today being known what it missed meanwhile', async () => {
    hub.publish(counted(5));
    const wire = join(new Wire(), null, 3);
    await turns();
    expect([events(wire), wire.ids]).toEqual([['update'], [5]]);
  });

  it('greets who comes with an id that cannot be ours like a new one', async () => {
    const ours = join(new Wire(), known(5), at.getTime() + 60_000);
    const foreign = join(new Wire(), known(5), at.getTime() + 60_001);
    await turns();
    expect([events(ours), events(foreign)]).toEqual([[], ['init']]);
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
