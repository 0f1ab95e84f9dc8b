import { isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes to text, chunk by chunk, so that from any part of the text the very bytes can be had again. */
export interface TextSource {
  push(chunk: Buffer): string;
  end(): string;
  bytesOf(text: string): Buffer;
  lengthOf(text: string): number;
  /** For what people read: bytes that could not be read as the mark that says so. */
  shown(text: string): string;
}

export function textSource(encoding: TextEncoding): TextSource {
  if (encoding === 'utf-8') return utf8Source();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const width = encoding === 'windows-1252' ? 1 : 2;
  return {
    push: (chunk) => decoder.decode(chunk, { stream: true }),
    end: () => decoder.decode(),
    lengthOf: (text) => text.length * width,
    bytesOf: (text) => {
      if (width === 1) return Buffer.from(text, 'latin1');
      const bytes = Buffer.from(text, 'utf16le');
      return encoding === 'utf-16be' ? bytes.swap16() : bytes;
    },
    shown: (text) => text,
  };
}

// A byte that is no UTF-8 stands as one of 128 private characters, which nobody assigned, until it is shown. Where the
// file itself has one of them, each of its three bytes stands so, too: a stand-in is always one byte of the file.
const FIRST = 0xf780 - 0x80;
const STAND_IN = /[\uf780-\uf7ff]/g;
const ONE_OR_BYTE = /\uf7ef[\uf79e\uf79f][\uf780-\uf7bf]|[\uf780-\uf7ff]/g;
const standIn = (byte: string): string => String.fromCharCode(FIRST + byte.charCodeAt(0));
const VALID =
  /(?:\p{ASCII}|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+|[\x80-\xff]/gu;

function utf8Source(): TextSource {
  let rest = Buffer.alloc(0);
  let hasStandIns = false;
  function decode(bytes: Buffer): string {
    const isSound = isUtf8(bytes);
    const text = isSound ? bytes.toString() : '';
    if (isSound && text.search(STAND_IN) < 0) return text;
    hasStandIns = true;
    return bytes.toString('latin1').replace(VALID, (part) => {
      if (part.length === 1 && part >= '\x80') return standIn(part);
      const valid = Buffer.from(part, 'latin1').toString();
      return valid.replace(STAND_IN, (one) => Buffer.from(one).toString('latin1').replace(/./g, standIn));
    });
  }
  return {
    push(chunk) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = wholeLetters(bytes);
      rest = Buffer.from(bytes.subarray(whole));
      return decode(bytes.subarray(0, whole));
    },
    end: () => decode(rest),
    lengthOf: (text) => Buffer.byteLength(text) - (hasStandIns ? 2 * (text.match(STAND_IN)?.length ?? 0) : 0),
    bytesOf: (text) => (hasStandIns ? withBytes(text) : Buffer.from(text)),
    shown: (text) =>
      hasStandIns
        ? text.replace(ONE_OR_BYTE, (part) => (part.length === 3 ? withBytes(part).toString() : '\ufffd'))
        : text,
  };
}

/** Up to where the chunk has no letter that is cut by its end. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function withBytes(text: string): Buffer {
  const parts = text.split(/([\uf780-\uf7ff])/);
  return Buffer.concat(
    parts.map((part, at) => (at % 2 === 1 ? Buffer.from([part.charCodeAt(0) - FIRST]) : Buffer.from(part))),
  );
}

/** By the byte order mark, or by the zero bytes beside the first character of a format that begins with ASCII. */
export function sniffEncoding(bytes: Buffer): { encoding: TextEncoding; mark: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  if (bytes[1] === 0 && bytes[0] !== 0) return { encoding: 'utf-16le', mark: 0 };
  return { encoding: bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : 'utf-8', mark: 0 };
}
