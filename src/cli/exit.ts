import { DatabaseError } from 'pg';
import { PostgresProblem } from '../drivers/postgres/index.ts';
import { Failure } from '../kernel/errors.ts';
import { translate } from '../kernel/i18n.ts';
import { EXIT, Problem } from '../problem.ts';
import { say, terminalLocale, text } from './output.ts';

/** Says what went wrong to a person and gives the exit code. */
export function explain(error: unknown): number {
  const locale = terminalLocale();
  if (error instanceof Problem) {
    say(translate(locale, error.code, error.params));
    return error.exit;
  }
  if (error instanceof PostgresProblem) {
    say(translate(locale, error.code, error.values));
    return error.code === 'postgres.bad_url' ? EXIT.usage : EXIT.failed;
  }
  if (error instanceof Failure) return explainFailure(error);
  if (error instanceof DatabaseError && /^(28|3D|42501)/.test(error.code ?? '')) {
    say(text('cli.database_refused', { reason: error.message }));
    return EXIT.failed;
  }
  if (isFileProblem(error)) say(text('cli.file_problem', { reason: error.message }));
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failed;
}

/** Rights, room and names on the disk: the operator's to mend, hence no stack. */
const isFileProblem = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  /^(EACCES|EPERM|EROFS|ENOSPC|ENOTDIR|EISDIR|EEXIST|EDQUOT)$/.test(String(error.code));

/** The same words the API would use, with the fields that are wrong. */
function explainFailure(failure: Failure): number {
  const { params, field, details } = failure.options;
  const issues = (details?.issues ?? []) as { field: string; message: string }[];
  say(`${field ? `${field}: ` : ''}${translate(terminalLocale(), failure.reason, params)}`);
  for (const issue of issues) say(`  ${issue.field}: ${issue.message}`);
  if (failure.kind === 'NOT_FOUND') return EXIT.notFound;
  return failure.kind === 'VALIDATION_ERROR' ? EXIT.usage : EXIT.failed;
}
