import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packedWith, packHead } from './packed-head.ts';

it('packs a text once and gives every reader a whole gzip stream with an end of its own', () => {
  for (const head of ['', '{"title":"Bumi Manusia"', `{"text":"${'Laskar Pelangi — '.repeat(5_000)}"`]) {
    const packed = packHead(head);
    for (const end of ['', ',"requestId":"1"}', ',"requestId":"dua — 2"}'])
      expect(gunzipSync(packedWith(packed, end)).toString()).toBe(head + end);
  }
});
