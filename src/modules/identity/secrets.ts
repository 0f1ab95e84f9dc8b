import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text a person can paste. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Stored instead of the secret; random secrets need no slow hash. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
