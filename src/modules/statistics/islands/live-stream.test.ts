import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream, pauseAfter } from './live-stream.ts';

class Source extends EventTarget {
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  says(data: string): void {
    this.dispatchEvent(new MessageEvent('update', { data }));
  }
  /** As after 429, 502 or 503: the browser does not come again. */
  isRefused(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  drops(): void {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
}

describe('a stream that comes again', () => {
  let sources: Source[];
  let heard: (string | boolean)[];
  let stream: LiveStream;
  const newest = (): Source => sources.at(-1) ?? new Source();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    sources = [];
    heard = [];
    const connect = (): EventSource => {
      const source = new Source();
      sources.push(source);
      return source as unknown as EventSource;
    };
    stream = new LiveStream(connect, { hear: (text) => heard.push(text), isOpen: (isOpen) => heard.push(isOpen) });
    stream.open();
  });
  afterEach(() => {
    stream.close();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('hears numbers, and leaves a dropped stream to the browser, which comes again by itself', () => {
    newest().opens();
    newest().says('7');
    newest().drops();
    vi.advanceTimersByTime(600_000);
    expect([heard, sources.length]).toEqual([[true, '7', false], 1]);
  });

  it('comes again after a refusal, each time after a longer while, and after a number soon again', () => {
    const waits: number[] = [];
    const refuse = (): void => {
      const before = sources.length;
      newest().isRefused();
      const began = Date.now();
      while (sources.length === before) vi.advanceTimersByTime(1_000);
      waits.push(Date.now() - began);
    };
    for (let n = 0; n < 7; n++) refuse();
    newest().opens();
    newest().says('7');
    refuse();
    expect(waits).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000, 3_000]);
    expect(heard.slice(0, 7)).toEqual(Array(7).fill(false));
  });

  it('comes at once when it is asked to in the middle of a pause, and only one time', () => {
    newest().isRefused();
    stream.open();
    stream.open();
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(600_000);
    expect(sources).toHaveLength(2);
  });

  it('does not come again when it was closed in a pause', () => {
    newest().isRefused();
    stream.close();
    vi.advanceTimersByTime(600_000);
    expect(sources).toHaveLength(1);
  });
});

describe('the pause', () => {
  it('is spread between half of it and the whole, and never longer than a minute', () => {
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([1_500, 3_000]);
    expect([pauseAfter(10_000, 0), pauseAfter(10_000, 1)]).toEqual([30_000, 60_000]);
  });
});
