import { describe, expect, it } from 'vitest';
import { isSealedByOldKey, openText, sealText } from './seal-text.ts';

describe('sealed text', () => {
  const place = 'accounts.totp_secret:1';

  it('opens with its key, at its place', () => {
    const sealed = sealText('kunci-satu', 'Rahasia ✓', place);
    expect(sealed).not.toContain('Rahasia');
    expect(openText('kunci-satu', sealed, place)).toBe('Rahasia ✓');
    expect(openText('kunci-satu', sealText('kunci-satu', '', place), place)).toBe('');
  });

  it('never looks the same twice', () => {
    expect(sealText('k', 'x', place)).not.toBe(sealText('k', 'x', place));
  });

  it('does not open elsewhere, with another key, or when touched', () => {
    const sealed = sealText('kunci-satu', 'rahasia', place);
    expect(() => openText('kunci-satu', sealed, 'accounts.totp_secret:2')).toThrow();
    expect(() => openText('kunci-dua', sealed, place)).toThrow('not here');
    const [version, id, nonce, body = ''] = sealed.split('.');
    const flipped = Buffer.from(body, 'base64url');
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    expect(() =>
      openText('kunci-satu', [version, id, nonce, flipped.toString('base64url')].join('.'), place),
    ).toThrow();
    expect(() => openText('kunci-satu', [version, id, nonce, ''].join('.'), place)).toThrow();
    expect(() => openText('kunci-satu', 'apa saja', place)).toThrow();
  });

  it('stays readable while a new key is put in front', () => {
    const old = sealText('lama', 'rahasia', place);
    expect(openText('baru,lama', old, place)).toBe('rahasia');
    expect(isSealedByOldKey('baru,lama', old)).toBe(true);
    expect(isSealedByOldKey('baru,lama', sealText('baru,lama', 'x', place))).toBe(false);
    expect(() => sealText('', 'x', place)).toThrow();
  });
});
