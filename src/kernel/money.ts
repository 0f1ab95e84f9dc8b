import { z } from 'zod';

declare const brand: unique symbol;
/** A whole number of rupiah, exact in JavaScript and JSON (|n| < 2^53). */
export type Rupiah = number & { readonly [brand]: 'Rupiah' };

export function rupiah(n: number): Rupiah {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of rupiah: ${n}`);
  return n as Rupiah;
}

/** An amount in a request: whole rupiah, 0 or more. */
export const Amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER).transform(rupiah);
/** An amount in a reply. */
export const Money = z.int();

/** 'Rp12.000' in both languages, as people write it. */
export const formatRupiah = (n: number): string => `${n < 0 ? '-' : ''}Rp${Math.abs(n).toLocaleString('id-ID')}`;
