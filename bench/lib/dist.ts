import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(import.meta.dirname, '../..');

/** What is measured is what runs: the built program. */
export const fromDist = <T>(file: string): Promise<T> => import(pathToFileURL(join(root, 'dist', file)).href);
