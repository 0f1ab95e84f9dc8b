const MOST_PIXELS = 4_000_000;

/** Bytes that can be printed as they are, so that no picture is unpacked to a size nobody reckoned with; else null. */
export function printablePicture(bytes: Buffer): Buffer | null {
  const size = jpegSize(bytes) ?? pngSize(bytes);
  return size !== null && size.width > 0 && size.height > 0 && size.width * size.height <= MOST_PIXELS ? bytes : null;
}

interface Size {
  width: number;
  height: number;
}

/** Of the first frame of a baseline or progressive JPEG of 8 bits. */
function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (bytes[at + 4] !== 8 || ![1, 3, 4].includes(bytes[at + 9] ?? 0)) return null;
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xda) return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEAD = 33;

/** Of grey or coloured PNGs of 8 bits that are complete; what is see-through or woven would have to be unpacked first. */
function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < HEAD || !bytes.subarray(0, 8).equals(PNG) || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return null;
  const [depth, colour, woven] = [bytes[24], bytes[25], bytes[28]];
  if (depth !== 8 || woven !== 0 || (colour !== 0 && colour !== 2)) return null;
  if (!hasChunks(bytes)) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Chunks follow one another to IEND within the file, with picture data among them and nothing see-through. */
function hasChunks(bytes: Buffer): boolean {
  let data = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (kind === 'tRNS' || length > bytes.length) return false;
    if (kind === 'IDAT') data = true;
    if (kind === 'IEND') return data;
    at += 12 + length;
  }
  return false;
}
