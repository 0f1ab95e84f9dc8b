import { notNow } from './errors.ts';
import { type Act, allowed, type ImportRow } from './import.ts';

export function requireAct(row: ImportRow, act: Act): void {
  if (!allowed(row)[act]) throw notNow(act, row.state);
}
