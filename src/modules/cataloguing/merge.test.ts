import { describe, expect, it } from 'vitest';
import { mergeCandidates } from './merge.ts';

const one = (targetId: string, isbn: string | null, control: string | null = null) => ({ targetId, isbn, control });

describe('candidates of several catalogues', () => {
  it('are one book by ISBN or by the number of the record, the first leading', () => {
    const [a, b, c, d] = [one('A', '1'), one('B', '1', 'x\n5'), one('C', null, 'x\n5'), one('C', '2')];
    expect(mergeCandidates([a, b, c, d])).toEqual([[a, b, c], [d]]);
  });

  it('of one catalogue stay apart though they share an ISBN, but for the very same record', () => {
    const volumes = [one('A', '1', 'x\n1'), one('A', '1', 'x\n2'), one('A', '1'), one('A', '9', 'x\n1')];
    expect(mergeCandidates(volumes).map((group) => group.length)).toEqual([2, 1, 1]);
  });

  it('without any number are never the same', () => {
    expect(mergeCandidates([one('A', null), one('B', null)])).toHaveLength(2);
  });
});
