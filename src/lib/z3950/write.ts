/** Writes BER with definite lengths. Names are those of `Element`. */
export function element(name: string, ...content: readonly Buffer[]): Buffer {
  return made(name, true, Buffer.concat(content));
}

export const primitive = (name: string, content: Buffer): Buffer => made(name, false, content);

function made(name: string, constructed: boolean, content: Buffer): Buffer {
  const first = ('uacp'.indexOf(name.charAt(0)) << 6) | (constructed ? 0x20 : 0);
  return Buffer.concat([tagOf(first, Number(name.slice(1))), lengthOf(content.length), content]);
}

function tagOf(first: number, tag: number): Buffer {
  if (tag < 0x1f) return Buffer.from([first | tag]);
  return Buffer.from([first | 0x1f, ...base128(tag)]);
}

function base128(number: number): number[] {
  const bytes = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return bytes;
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(0x84);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

export function integer(name: string, value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeIntBE(value, 0, 6);
  let start = 0;
  // The shortest form: no byte that only repeats the sign.
  while (
    start < 5 &&
    [0x00, 0xff].includes(bytes[start] ?? 0) &&
    bytes[start] === ((bytes[start + 1] ?? 0) >> 7) * 0xff
  )
    start++;
  return primitive(name, bytes.subarray(start));
}

export const boolean = (name: string, value: boolean): Buffer => primitive(name, Buffer.from([value ? 0xff : 0]));
export const text = (name: string, value: string): Buffer => primitive(name, Buffer.from(value));

export function oid(name: string, dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return primitive(name, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}
