import { Failure, failure } from '../../kernel/errors.ts';
import { CsvError } from '../../lib/csv/error.ts';
import { NotMarc } from '../../lib/marc/read.ts';
import { SheetError } from '../../lib/sheet/error.ts';
import { ZipError } from '../../lib/zip/error.ts';

/** What the readers say of a file, as a refusal that names field and reason; anything else goes on. */
export function asFailure(error: unknown, field = 'file'): unknown {
  if (error instanceof CsvError) {
    const { code, line, column = '' } = error;
    return failure('VALIDATION_ERROR', code, { field, params: { line, column }, details: { line } });
  }
  if (error instanceof ZipError)
    return failure('VALIDATION_ERROR', error.code, {
      field,
      params: { entry: error.entry.slice(0, 100).toWellFormed() },
    });
  if (error instanceof SheetError) return failure('VALIDATION_ERROR', error.code, { field });
  if (error instanceof NotMarc) return failure('VALIDATION_ERROR', 'catalog.not_marc', { field });
  return error;
}

/** Kept with an import that failed; null: no fault of the file. */
export function problemOf(error: unknown): { code: string; params: Record<string, string | number> } | null {
  const known = asFailure(error);
  if (!(known instanceof Failure)) return null;
  const params = Object.entries(known.options.params ?? {}).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
  );
  return { code: known.reason, params: Object.fromEntries(params) };
}
