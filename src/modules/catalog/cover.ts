const TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
export const COVER_TYPES = Object.values(TYPES);
export const COVER_BYTES = 5 * 1024 * 1024;

const startsWith = (bytes: Buffer, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** By what the file says of itself, whatever it is called. */
export function pictureKind(bytes: Buffer): keyof typeof TYPES | null {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpg';
  const riff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return riff ? 'webp' : null;
}

export function typeOfKey(key: string): string {
  const kind = key.slice(key.lastIndexOf('.') + 1);
  return kind === 'png' || kind === 'webp' ? TYPES[kind] : TYPES.jpg;
}
