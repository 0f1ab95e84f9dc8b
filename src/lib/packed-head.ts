import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A text packed once, to which each reader's own end is added. */
export interface PackedHead {
  readonly bytes: Buffer;
  readonly length: number;
  readonly crc: number;
}

/** `gzip;q=0` says no, `gzip;q=0.5` yes. */
export const acceptsGzip = (encodings: string | string[] | undefined): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(encodings ?? ''));

const GZIP = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

export function packHead(head: string): PackedHead {
  const plain = Buffer.from(head);
  // A sync flush stops at a whole byte and leaves the stream open.
  const packed = deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH });
  return { bytes: Buffer.concat([GZIP, packed]), length: plain.length, crc: crc32(plain) };
}

/** One gzip member (RFC 1952): the end stands in a last block that is stored as it is. At most 65,535 bytes. */
export function packedWith(head: PackedHead, end: string): Buffer {
  const last = Buffer.from(end);
  const whole = Buffer.allocUnsafe(head.bytes.length + 5 + last.length + 8);
  let at = head.bytes.copy(whole);
  at = whole.writeUInt8(1, at);
  at = whole.writeUInt16LE(last.length, at);
  at = whole.writeUInt16LE(~last.length & 0xffff, at);
  at += last.copy(whole, at);
  at = whole.writeUInt32LE(crc32(last, head.crc), at);
  whole.writeUInt32LE(head.length + last.length, at);
  return whole;
}
