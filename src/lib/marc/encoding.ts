import { isAscii, isUtf8 } from 'node:buffer';
import { decodeMarc8 } from './marc8/decode.ts';
import { ESC } from './marc8/escape.ts';
import { likeness } from './marc8/likeness.ts';
import type { MarcEncoding } from './reader.ts';

export interface Charset {
  readonly encoding: MarcEncoding;
  /** The leader said another. */
  readonly lies: boolean;
}

const ESCAPED = new RegExp(`${String.fromCharCode(ESC)}[(),$\\-gbps]`);

/**
 * What the bytes of a record are, by themselves and not by position 9 of the leader alone: it is the most common lie of all.
 * `saysUtf8` is null where the leader says nothing about it (UNIMARC).
 */
export function charsetOf(bytes: Buffer, saysUtf8: boolean | null): Charset {
  if (isAscii(bytes)) {
    const escaped = bytes.includes(0x1b) && ESCAPED.test(bytes.toString('latin1'));
    return escaped ? { encoding: 'marc-8', lies: saysUtf8 === true } : { encoding: 'ascii', lies: false };
  }
  if (isUtf8(bytes)) {
    // MARC-8 can be valid UTF-8 by chance, but hardly with escape sequences beside it.
    const escaped = saysUtf8 !== true && ESCAPED.test(bytes.toString('latin1'));
    return escaped ? { encoding: 'marc-8', lies: false } : { encoding: 'utf-8', lies: saysUtf8 === false };
  }
  return notUtf8(bytes.toString('latin1'), saysUtf8);
}

const UTF8_LETTER = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

function notUtf8(text: string, saysUtf8: boolean | null): Charset {
  const letters = text.match(UTF8_LETTER)?.length ?? 0;
  const rest = text.replace(UTF8_LETTER, '').match(/[\x80-\xff]/g)?.length ?? 0;
  if (letters > rest * (saysUtf8 === false ? 3 : 1)) return { encoding: 'utf-8', lies: saysUtf8 === false };
  const { fits, odd, escapes } = likeness(text);
  if (escapes > 0) return { encoding: 'marc-8', lies: saysUtf8 === true };
  // Who says MARC-8 is believed for longer than who says UTF-8 and has proved it untrue.
  const isMarc8 = saysUtf8 === false ? odd <= 2 * fits : fits > 2 * odd;
  return isMarc8
    ? { encoding: 'marc-8', lies: saysUtf8 === true }
    : { encoding: 'windows-1252', lies: saysUtf8 !== null };
}

export interface DecodedValue {
  readonly text: string;
  readonly bad: number;
}

/** A value in these encodings stands in the text one character a byte; the others are text already. */
export type ValueDecoder = (bytes: string) => DecodedValue;

export function valueDecoder(encoding: MarcEncoding): ValueDecoder | null {
  if (encoding === 'marc-8') return decodeMarc8;
  return encoding === 'windows-1252' ? decode1252 : null;
}

const HIGH = /[\x80-\x9f]/;
const windows1252 = new TextDecoder('windows-1252');

function decode1252(bytes: string): DecodedValue {
  if (!HIGH.test(bytes)) return { text: bytes, bad: 0 };
  return {
    text: windows1252.decode(Buffer.from(bytes, 'latin1')),
    bad: bytes.match(/[\x81\x8d\x8f\x90\x9d]/g)?.length ?? 0,
  };
}
