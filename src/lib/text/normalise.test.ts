import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';

describe('normalise', () => {
  it.each([
    ['Laskar  PELANGI!', 'laskar pelangi'],
    ['Séjarah Ābād Muḥammad', 'sejarah abad muhammad'],
    ["Al-Qur'an", 'al quran'],
    ['Tafsīr al-Qurʼān', 'tafsir al quran'],
    ['ﬁksi ＡＢＣ ½', 'fiksi abc 1 2'],
    ['Straße, Łódź & Ærø', 'strasse lodz aero'],
    ['C++ dan C#', 'cplusplus dan csharp'],
    ['مُحَمَّد', 'محمد'],
    ['ガラスの靴', 'ガラスの靴'],
    ['한국어', '한국어'],
    ['per\u00adpus\u200btakaan', 'perpustakaan'],
    ['nul\0 byte', 'nul byte'],
    ['  ', ''],
  ])('reads %j as %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('changes nothing the second time and leaves only words and single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
        expect(once).toMatch(/^([\p{L}\p{M}\p{N}]+( [\p{L}\p{M}\p{N}]+)*)?$/u);
      }),
      { numRuns: 2000 },
    );
  });
});
