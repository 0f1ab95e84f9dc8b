import { randomInt } from 'node:crypto';
import { COMMON } from './common-passwords.ts';

const SHORTEST = 10;
const PIN = /^\d{6}$/;
const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** What is left of a password when the decoration people add is taken off: 'P@ssw0rd2024!' -> 'password'. */
function cores(password: string): string[] {
  const plain = password
    .toLowerCase()
    .replace(/[^a-z]+$/, '')
    .replace(/^[^a-z]+/, '');
  const read = plain.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
  return [plain, read].map((text) => text.replace(/[^a-z]/g, ''));
}

const isCommon = (core: string): boolean => {
  if (COMMON.has(core)) return true;
  const half = core.slice(0, core.length / 2);
  return half.length > 2 && core === half + half && COMMON.has(half);
};

/** 1234567890, abcdefghij, 9876543210, qqqqqqqqqq, 1212121212 */
function isPattern(password: string): boolean {
  const codes = [...password.toLowerCase()].map((sign) => sign.codePointAt(0) ?? 0);
  if (new Set(codes).size < 5) return true;
  const steps = new Set(codes.slice(1).map((code, i) => code - (codes[i] ?? 0)));
  return [...steps].every((step) => Math.abs(step) === 1 || step === -9 || step === 9);
}

/** Long enough and not among the first a guesser tries; `known` are words that belong to the account. */
export function isStrong(password: string, known: readonly (string | null)[] = []): boolean {
  const text = password.normalize('NFKC');
  if ([...text].length < SHORTEST || isPattern(text)) return false;
  const own = known.flatMap((word) =>
    word
      ? [
          word
            .toLowerCase()
            .replace(/@.*$/, '')
            .replace(/[^a-z]/g, ''),
        ]
      : [],
  );
  return !cores(text).some((core) => isCommon(core) || (core.length > 2 && own.includes(core)));
}

/** Members may have a PIN that the library made for them. */
export const isPin = (text: string): boolean => PIN.test(text) && !isPattern(text);

export function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (isPin(pin)) return pin;
  }
}
