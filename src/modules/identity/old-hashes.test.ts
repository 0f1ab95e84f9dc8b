import { createHash } from 'node:crypto';
import { hash } from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import { isOldHash } from './old-hashes.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';

describe('a password that another system hashed', () => {
  it('is verified as PHP and older programs wrote it, and due to be hashed anew', async () => {
    const php = (await hash('rahasia', 4)).replace('$2b$', '$2y$');
    const hex = ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update('rahasia').digest('hex'));
    for (const stored of [php, ...hex, hex[0]?.toUpperCase()]) {
      expect(await verifyPassword('rahasia', stored)).toBe(true);
      expect(await verifyPassword('Rahasia', stored)).toBe(false);
      expect(isOutdated(stored ?? '')).toBe(true);
    }
  });

  it('is wrong for every password when it is no such hash', async () => {
    for (const stored of ['rahasia', '', '$2y$04$short', 'f'.repeat(33), '$1$salt$hash']) {
      expect(isOldHash(stored)).toBe(false);
      expect(await verifyPassword('rahasia', stored)).toBe(false);
    }
  });

  it('does not stand in the way of our own', async () => {
    const own = await hashPassword('rahasia');
    expect(isOldHash(own)).toBe(false);
    expect(await verifyPassword('rahasia', own)).toBe(true);
  });
});
