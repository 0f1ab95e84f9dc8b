import { type CheckDigit, checkDigitOf } from '../../../lib/check-digit.ts';
import type { Settings } from '../../settings/index.ts';

export interface BarcodeFormat {
  readonly prefix: string;
  readonly digits: number;
  readonly check: CheckDigit;
}

export const formatOf = ({ barcodeFormat, barcodeCheck }: Settings): BarcodeFormat => ({
  ...barcodeFormat,
  check: barcodeCheck,
});

/** The check digit is counted from all digits of the barcode, those of its prefix too. */
export function barcodeOf({ prefix, digits, check }: BarcodeFormat, n: number): string {
  const text = prefix + String(n).padStart(digits, '0');
  return text + checkDigitOf(text.replace(/\D/g, ''), check);
}

/**
 * Has it the form of ours but a check digit that cannot be? One digit less is a label from before there were check
 * digits. Without a prefix every number would have our form: then it is judged at its exact length alone.
 */
export function isMisread({ prefix, digits, check }: BarcodeFormat, text: string): boolean {
  const barcode = text.trim().toUpperCase();
  if (check === 'NONE' || !barcode.startsWith(prefix)) return false;
  const rest = barcode.slice(prefix.length);
  if (!(check === 'MOD11' ? /^\d+[\dX]$/ : /^\d+$/).test(rest)) return false;
  if (prefix === '' ? rest.length !== digits + 1 : rest.length <= digits) return false;
  const body = barcode.slice(0, -1);
  return checkDigitOf(body.replace(/\D/g, ''), check) !== barcode.slice(-1);
}

/** The number a barcode of this form has; null where it has another form. */
export function numberIn(format: BarcodeFormat, text: string): number | null {
  const barcode = text.trim().toUpperCase();
  const body = format.check === 'NONE' ? barcode : barcode.slice(0, -1);
  const rest = body.slice(format.prefix.length);
  if (!/^\d{1,15}$/.test(rest)) return null;
  const n = Number(rest);
  return barcodeOf(format, n) === barcode ? n : null;
}
