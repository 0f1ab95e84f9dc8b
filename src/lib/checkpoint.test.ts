import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  formatCheckpoint,
  keyIdOf,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpoint.ts';
import { leafHash } from './merkle/hash.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').publicKey;
const root = leafHash(Buffer.from('a fact'));
const sealed: Checkpoint = {
  origin: 'perpustakaan-kota',
  kind: 'seal',
  size: 1,
  root,
  time: new Date('2026-08-17T03:00:00Z'),
};
const signed = signCheckpoint(sealed, privateKey);
const line = formatCheckpoint(signed);

describe('a checkpoint', () => {
  it('is verified by its public key among others', () => {
    expect(verifyCheckpoint(signed, [other, publicKey])).toBe(true);
    expect(verifyCheckpoint(signed, [privateKey])).toBe(true);
    expect(verifyCheckpoint(signed, [other])).toBe(false);
    expect(verifyCheckpoint(signed, [])).toBe(false);
  });

  it.each<[string, Partial<Checkpoint>]>([
    ['origin', { origin: 'perpustakaan-lain' }],
    ['kind', { kind: 'restore' }],
    ['size', { size: 2 }],
    ['root', { root: leafHash(Buffer.from('another')) }],
    ['time', { time: new Date('2026-08-17T03:00:00.001Z') }],
  ])('is not verified with another %s', (_field, changed) => {
    expect(verifyCheckpoint({ ...signed, ...changed }, [publicKey])).toBe(false);
  });

  it("is not verified under another key's name or by a key of another kind", () => {
    const rsa: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(verifyCheckpoint({ ...signed, keyId: keyIdOf(other) }, [publicKey, other])).toBe(false);
    expect(verifyCheckpoint({ ...signed, keyId: keyIdOf(rsa) }, [rsa])).toBe(false);
    expect(keyIdOf(privateKey)).toBe(keyIdOf(createPublicKey(privateKey)));
    expect(keyIdOf(privateKey)).toMatch(/^[\da-f]{16}$/);
  });

  it('is one line of canonical JSON and comes back whole', () => {
    expect(line).toMatch(
      /^\{"keyId":"[^\n]*","kind":"seal","origin":"perpustakaan-kota","root":"[^"]{44}","signature":"/,
    );
    const back = parseCheckpoint(line);
    expect(back).toEqual({ ...signed, root: Buffer.from(root) });
    expect(back && verifyCheckpoint(back, [publicKey])).toBe(true);
  });

  it('says of a restore what was known before it, under the signature', () => {
    const before = { size: 9, root: leafHash(Buffer.from('lost')) };
    const restore = signCheckpoint({ ...sealed, kind: 'restore', before }, privateKey);
    const text = formatCheckpoint(restore);
    expect(parseCheckpoint(text)).toEqual({ ...restore, root: Buffer.from(root), before });
    expect(verifyCheckpoint(restore, [publicKey])).toBe(true);
    expect(verifyCheckpoint({ ...restore, before: { ...before, size: 8 } }, [publicKey])).toBe(false);
    const { before: _before, ...hidden } = restore;
    expect(verifyCheckpoint(hidden, [publicKey])).toBe(false);
    expect(parseCheckpoint(text.replace('"size":9', '"size":-9'))).toBeNull();
  });

  it.each([
    ['spaced', line.replace(':', ': ')],
    ['in another order', JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))],
    ['with a member more', line.replace('}', ',"z":1}')],
    ['with a member twice', line.replace('}', ',"size":1}')],
    ['with a negative size', line.replace('"size":1', '"size":-1')],
    ['with a broken size', line.replace('"size":1', '"size":1.5')],
    ['with a short root', line.replace(/"root":"[^"]*"/, '"root":"AA=="')],
    ['with a date that is none', line.replace(/"time":"[^"]*"/, '"time":"kemarin"')],
    ['cut off', line.slice(0, 50)],
    ['empty', ''],
    ['not an object', 'null'],
  ])('is not read %s', (_how, text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });

  it('is never both changed and verified', () => {
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        const changed = line.slice(0, at) + letter + line.slice(at + 1);
        const read = parseCheckpoint(changed);
        expect(read !== null && verifyCheckpoint(read, [publicKey])).toBe(changed === line);
      }),
      { numRuns: 500 },
    );
  });
});
