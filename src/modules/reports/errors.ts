import { failure, invalid, notFound } from '../../kernel/errors.ts';

export const noReport = () => notFound('reports.not_found');

export const noBranch = () => failure('NOT_FOUND', 'settings.branch_not_found', { field: 'branchId' });

export const branchNeeded = () => invalid('branchId', 'reports.branch_needed');

/** Letters are addressed to people by name. */
export const needsNames = () => failure('FORBIDDEN', 'reports.needs_names', { params: { permission: 'member:read' } });

export const nobodyLate = () => notFound('reports.nobody_late');

export const tooManyLetters = (max: number) =>
  failure('UNPROCESSABLE', 'reports.too_many_letters', { field: 'className', params: { max } });

export const tooLongForPdf = (max: number) =>
  failure('UNPROCESSABLE', 'reports.too_long_for_pdf', { field: 'format', params: { max } });
