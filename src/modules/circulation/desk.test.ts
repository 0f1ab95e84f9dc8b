import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../kernel/context.ts';
import { ownBranch } from './desk.ts';

const at = (branchId: string | null, scope: Ctx['scope']) =>
  ownBranch({ actor: { kind: 'account', branchId }, scope } as unknown as Ctx);

describe('the branch of the desk', () => {
  it('is where the actor sits, as far as he may do the thing there', () => {
    expect(at('a', { kind: 'all' })).toBe('a');
    expect(at('a', { kind: 'branches', ids: ['b', 'a'] })).toBe('a');
    expect(at(null, { kind: 'all' })).toBeNull();
  });

  it('is never a branch in which he may only look', () => {
    expect(at('a', { kind: 'branches', ids: ['b'] })).toBe('b');
    expect(at(null, { kind: 'branches', ids: ['b', 'c'] })).toBe('b');
  });
});
