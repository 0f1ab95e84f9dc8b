import { onConstraint } from '../../kernel/database-errors.ts';
import { failure, invalid, notFound } from '../../kernel/errors.ts';

export const targetNotFound = () => notFound('cataloguing.target_not_found');
export const presetNotFound = () => failure('NOT_FOUND', 'cataloguing.preset_not_found', { field: 'preset' });
export const nameTaken = () => failure('CONFLICT', 'cataloguing.name_taken', { field: 'name' });
export const addressRefused = (field: string) => invalid(field, 'cataloguing.target.address_refused');
export const nothingAsked = () => invalid('isbn', 'cataloguing.nothing_asked');
export const candidateGone = () => failure('NOT_FOUND', 'cataloguing.candidate_gone', { field: 'candidate' });
export const candidateOrRecord = () => invalid('candidate', 'cataloguing.candidate_or_record');

onConstraint({ catalogue_targets_name: nameTaken });
