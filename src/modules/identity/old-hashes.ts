import { createHash, timingSafeEqual } from 'node:crypto';

/** Of other systems: bcrypt as PHP writes it, or a bare digest in hexadecimal (MD5, SHA-1, SHA-256). */
const BCRYPT = /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/;
const DIGEST = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i;
const ALGORITHM: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };

/** Can a password be verified against it? It is hashed anew at the first sign-in. */
export const isOldHash = (stored: string): boolean => BCRYPT.test(stored) || DIGEST.test(stored);

export async function verifyOldHash(password: string, stored: string): Promise<boolean> {
  if (BCRYPT.test(stored)) {
    const { compare } = await import('bcryptjs');
    return compare(password, stored);
  }
  const algorithm = ALGORITHM[stored.length];
  if (!algorithm || !DIGEST.test(stored)) return false;
  return timingSafeEqual(createHash(algorithm).update(password).digest(), Buffer.from(stored, 'hex'));
}
