import { failure, invalid, notFound } from '../../kernel/errors.ts';

export const logNotFound = () => notFound('audit.not_found');
export const periodBackwards = () => invalid('to', 'audit.period_backwards');
export const tooLongForXlsx = (rows: number) =>
  failure('UNPROCESSABLE', 'audit.too_long_for_xlsx', { field: 'format', params: { rows } });

export const badCursor = () => invalid('cursor', 'kernel.bad_cursor');
export const monthChanged = (month: string) => failure('CONFLICT', 'audit.month_changed', { params: { month } });
export const noWitnessFile = (path: string) => notFound('audit.no_witness_file', { path });

/** Why the sealer stops: nothing is signed that contradicts what was signed before. */
export type Broken = 'checkpoint_forged' | 'seals_differ' | 'tree_differs' | 'witness_ahead';
export const sealingStopped = (why: Broken) => failure('CONFLICT', `audit.${why}`);
