import { createHmac } from 'node:crypto';

const MIN_SALT = 16;

function scalar(value: unknown): string {
  if (typeof value === 'bigint') {
    if (Number.isSafeInteger(Number(value))) return String(value);
  } else if (typeof value === 'number') {
    if (Number.isFinite(value)) return JSON.stringify(value);
  } else if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  throw new TypeError(`No canonical JSON for ${typeof value} ${String(value)}`);
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function objectJson(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // by UTF-16 code units, as RFC 8785 asks
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/**
 * The one text of a value (RFC 8785): what a jsonb column gives back has the same text as what went in.
 * Dates count as their ISO text, members that are undefined as absent; anything JSON cannot hold throws.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item ?? null)).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`No canonical JSON for ${value.constructor.name}`);
  return objectJson(value);
}

/** 32 bytes that bind to the value and tell nothing of it once the salt is erased. */
export function saltedDigest(salt: Uint8Array, value: unknown): Buffer {
  if (salt.length < MIN_SALT) throw new RangeError(`A salt has at least ${MIN_SALT} bytes`);
  return createHmac('sha256', salt).update(canonicalJson(value)).digest();
}
