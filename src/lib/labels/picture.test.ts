import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberCardPdf } from './card.ts';
import { printablePicture } from './picture.ts';

const chunk = (kind: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)]);
};
const head = (width: number, height: number, colour = 2): Buffer => {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body.set([8, colour, 0, 0, 0], 8);
  return body;
};
const png = (width: number, height: number, colour = 2, extra: Buffer[] = []): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head(width, height, colour)),
    ...extra,
    chunk('IDAT', Buffer.from('789c6360000000000001', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
const jpeg = (width: number, height: number): Buffer => {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    frame,
    Buffer.from('ffd9', 'hex'),
  ]);
};

describe('a picture on a card', () => {
  it('is a JPEG or a plain PNG of a bearable size', () => {
    expect(printablePicture(jpeg(600, 800))).not.toBeNull();
    expect(printablePicture(png(600, 800))).not.toBeNull();
    expect(printablePicture(jpeg(60_000, 60_000))).toBeNull();
    expect(printablePicture(png(60_000, 60_000))).toBeNull();
    expect(printablePicture(png(6, 8, 6))).toBeNull();
    expect(printablePicture(png(6, 8, 2, [chunk('tRNS', Buffer.alloc(6))]))).toBeNull();
    expect(printablePicture(Buffer.from('RIFF....WEBP'))).toBeNull();
    expect(printablePicture(Buffer.alloc(0))).toBeNull();
  });

  it('never breaks by what it holds', () => {
    for (const whole of [jpeg(10, 10), png(10, 10)])
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
          const bad = Buffer.from(whole.subarray(0, end));
          if (at < bad.length) bad[at] = byte;
          printablePicture(bad);
        }),
        { numRuns: 2000 },
      );
  });

  it('stands in the file as it is', async () => {
    const card = { library: 'P', title: 'K', name: 'Siti', number: 'LIB001', lines: [] };
    const options = { createdAt: new Date(0), lang: 'id' };
    const picture = jpeg(60, 80);
    const file = await buffer(memberCardPdf([{ ...card, photo: async () => picture }], options));
    expect(file.includes(picture)).toBe(true);
    expect((await buffer(memberCardPdf([{ ...card, photo: async () => null }], options))).includes(picture)).toBe(
      false,
    );
  });
});
