import { type Failure, failure } from '../../kernel/errors.ts';
import type { Params } from '../../kernel/i18n.ts';

type Refusal =
  | 'bad_manifest'
  | 'newer_format'
  | 'damaged'
  | 'other_schema'
  | 'not_whole'
  | 'tables_differ'
  | 'not_empty'
  | 'runs'
  | 'bad_rows'
  | 'wrong_count'
  | 'breaks_rules'
  | 'far_ahead'
  | 'stopped'
  | 'target_taken'
  | 'target_inside'
  | 'unreadable'
  | 'no_manifest';

/** Why an export cannot be made, believed or brought in; nothing was changed. */
export const badExport = (reason: Refusal, params: Params = {}, cause?: unknown): Failure =>
  failure('UNPROCESSABLE', `export.${reason}`, { params, cause });
