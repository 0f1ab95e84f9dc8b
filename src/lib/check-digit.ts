export type CheckDigit = 'NONE' | 'MOD10' | 'MOD11';

/** Luhn: every second digit from the right doubled. Knows one wrong digit, and most that changed places. */
function modulus10(digits: string): string {
  let sum = 0;
  for (const [at, letter] of [...digits].reverse().entries()) {
    const digit = Number(letter) * (at % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Weights 2 to 10 from the right, as in an ISBN-10; 10 is written X. Knows every two that changed places beside each other. */
function modulus11(digits: string): string {
  let sum = 0;
  for (const [at, letter] of [...digits].reverse().entries()) sum += Number(letter) * (2 + (at % 9));
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** The character behind these digits; '' where there is none. */
export function checkDigitOf(digits: string, kind: CheckDigit): string {
  if (kind === 'NONE') return '';
  return kind === 'MOD10' ? modulus10(digits) : modulus11(digits);
}
