import { describe, expect, it } from 'vitest';
import { changes, redact } from './difference.ts';

describe('what the log keeps of a change', () => {
  it('is what differs, old and new', () => {
    const old = { title: 'Bumi', year: 1980, tags: ['a'] };
    expect(changes(old, { ...old, year: 1981, tags: ['a', 'b'] })).toEqual({
      old: { year: 1980, tags: ['a'] },
      new: { year: 1981, tags: ['a', 'b'] },
      changed: ['year', 'tags'],
    });
    expect(changes(null, { a: 1 })).toEqual({ old: null, new: { a: 1 }, changed: ['a'] });
  });

  it('is never a secret, however deep; and a barcode is none', () => {
    const at = new Date('2026-03-02T03:00:00Z');
    expect(redact({ passwordHash: 'x', user: [{ new_pin: '1' }], refreshToken: 'y', totpCode: 'z', at })).toEqual({
      passwordHash: '[redacted]',
      user: [{ new_pin: '[redacted]' }],
      refreshToken: '[redacted]',
      totpCode: '[redacted]',
      at: '2026-03-02T03:00:00.000Z',
    });
    const open = { barcode: 'B1', code: 'PUSAT', shipping: 'x', mapping: 1, opinion: 'y' };
    expect(redact(open)).toEqual(open);
  });
});
