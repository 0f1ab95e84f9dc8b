import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from './uuid-v7.ts';

afterEach(() => void vi.useRealTimers());

describe('uuidV7', () => {
  it('makes UUIDs of version 7 that say when they were made', () => {
    vi.useFakeTimers({ now: Date.parse('2100-03-02T01:00:00.123Z') });
    const id = uuidV7();
    expect(z.uuidv7().safeParse(id).success).toBe(true);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.now());
  });

  it('keeps their order within a millisecond, when there are too many for it, and when the clock goes back', () => {
    vi.useFakeTimers({ now: Date.parse('2100-03-02T02:00:00Z') });
    const ids = Array.from({ length: 10_000 }, uuidV7);
    vi.setSystemTime(Date.parse('2100-03-02T01:00:00Z'));
    ids.push(uuidV7(), uuidV7());
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});
