import { describe, expect, it } from 'vitest';
import { Circuit, type CircuitOptions } from './circuit.ts';

class Refused extends Error {}

describe('a circuit', () => {
  const make = (o: Partial<CircuitOptions> = {}) =>
    new Circuit({
      name: 'uji',
      failures: 5,
      successes: 2,
      restMs: 30,
      isOutage: (error) => !(error instanceof Refused),
      ...o,
    });
  const works = async () => 'ada';
  const fails = () => Promise.reject(new Error('ECONNREFUSED'));
  const refuses = () => Promise.reject(new Refused('alamat tidak dikenal'));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 40));
  async function often(circuit: Circuit, times: number, work: () => Promise<string>): Promise<void> {
    for (let n = 0; n < times; n++) await circuit.run(work).catch(() => {});
  }
  async function opened(): Promise<Circuit> {
    const circuit = make();
    await often(circuit, 5, fails);
    return circuit;
  }

  it('lets calls through and counts failures in a row', async () => {
    const circuit = make();
    expect(await circuit.run(works)).toBe('ada');
    await often(circuit, 4, fails);
    expect(circuit.story).toMatchObject({ state: 'CLOSED', failures: 4, lastFailure: { error: 'ECONNREFUSED' } });
    await circuit.run(works);
    expect(circuit.story.failures).toBe(0);
    await often(circuit, 4, fails);
    expect(circuit.story.state).toBe('CLOSED');
  });

  it('opens after five failures in a row, and asks nobody while it is open', async () => {
    const circuit = await opened();
    expect(circuit.story).toMatchObject({ state: 'OPEN', failures: 5, openUntil: expect.any(Date) });
    let asked = 0;
    const counted = async () => `${++asked}`;
    await expect(circuit.run(counted)).rejects.toThrow(/uji: the circuit is open/);
    expect(asked).toBe(0);
  });

  it('takes a refusal for an answer', async () => {
    const circuit = make();
    await often(circuit, 20, refuses);
    expect(circuit.story).toMatchObject({ state: 'CLOSED', failures: 0, lastFailure: null });
    await expect(circuit.run(refuses)).rejects.toThrow('alamat tidak dikenal');
  });

  it('closes only after two successes in a row', async () => {
    const circuit = await opened();
    await rest();
    await circuit.run(works);
    expect(circuit.story).toMatchObject({ state: 'HALF_OPEN', successes: 1, openUntil: null });
    await circuit.run(works);
    expect(circuit.story).toMatchObject({ state: 'CLOSED', failures: 0, successes: 0 });
  });

  it('opens again at the first failure while it is tried, and rests again', async () => {
    const circuit = await opened();
    await rest();
    await circuit.run(works);
    await often(circuit, 1, fails);
    expect(circuit.story.state).toBe('OPEN');
    await expect(circuit.run(works)).rejects.toThrow(/open/);
    await rest();
    await often(circuit, 2, works);
    expect(circuit.story.state).toBe('CLOSED');
  });

  it('is tried by one call at a time', async () => {
    const circuit = await opened();
    await rest();
    const slow = Promise.withResolvers<string>();
    const first = circuit.run(() => slow.promise);
    await expect(circuit.run(works)).rejects.toThrow(/open/);
    slow.resolve('akhirnya');
    expect(await first).toBe('akhirnya');
    expect(await circuit.run(works)).toBe('ada');
    expect(circuit.story.state).toBe('CLOSED');
  });

  it('hears nothing of calls that were begun before it changed', async () => {
    const circuit = make();
    const slow = Array.from({ length: 8 }, () => Promise.withResolvers<string>());
    const calls = slow.map(({ promise }) => circuit.run(() => promise).catch(() => {}));
    for (const { reject } of slow.slice(0, 5)) reject(new Error('ECONNRESET'));
    await Promise.all(calls.slice(0, 5));
    expect(circuit.story.state).toBe('OPEN');
    await rest();
    await circuit.run(works);
    slow[5]?.resolve('terlambat');
    slow[6]?.reject(new Error('terlambat'));
    slow[7]?.resolve('terlambat');
    await Promise.all(calls);
    expect(circuit.story).toMatchObject({ state: 'HALF_OPEN', successes: 1 });
  });

  it('is closed by hand', async () => {
    const circuit = await opened();
    circuit.reset();
    expect(circuit.story).toEqual({ state: 'CLOSED', failures: 0, successes: 0, lastFailure: null, openUntil: null });
    expect(await circuit.run(works)).toBe('ada');
  });
});
