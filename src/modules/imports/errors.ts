import { failure, notFound } from '../../kernel/errors.ts';
import type { Act, State } from './import.ts';

export const importNotFound = () => notFound('imports.not_found');
export const profileNotFound = () => notFound('imports.profile_not_found');
export const fileGone = () => failure('CONFLICT', 'imports.file_gone');
export const notNow = (act: Act, state: State) =>
  failure('CONFLICT', `imports.not_now.${act}`, { details: { state }, params: { state } });
