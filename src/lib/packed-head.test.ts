import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { acceptsGzip, packedWith, packHead } from './packed-head.ts';

it('packs a text once and gives every reader a whole gzip stream with an end of its own', () => {
  for (const head of ['', '{"title":"Bumi Manusia"', `{"text":"${'Laskar Pelangi — '.repeat(5_000)}"`]) {
    const packed = packHead(head);
    for (const end of ['', ',"requestId":"1"}', ',"requestId":"dua — 2"}'])
      expect(gunzipSync(packedWith(packed, end)).toString()).toBe(head + end);
  }
});

it.each([
  ['gzip', true],
  ['deflate, gzip;q=0.5, br', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0, br', false],
  ['gzip;q=0.01', true],
  ['br', false],
  [undefined, false],
])('%s: packed answers are read %s', (encodings, reads) => expect(acceptsGzip(encodings)).toBe(reads));
