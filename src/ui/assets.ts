import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Built {
  file: string;
  css?: string[];
}

/** Where Vite put the browser's files; beside us when compiled, in dist/ when run from the sources. */
export const browserFolder = [
  join(import.meta.dirname, '../browser'),
  join(import.meta.dirname, '../../dist/browser'),
].find((folder) => existsSync(join(folder, '.vite/manifest.json')));

const manifest: Record<string, Built> = browserFolder
  ? JSON.parse(readFileSync(join(browserFolder, '.vite/manifest.json'), 'utf8'))
  : {};

export const ASSETS = '/assets';

/** Address of a built browser file, its content's hash in the name. */
const addressOf = (entry: string): string => {
  const built = manifest[`src/browser/${entry}`];
  return `${ASSETS}/${built?.file ?? entry}`;
};

export const scriptFor = {
  public: addressOf('public.ts'),
  staff: addressOf('staff.ts'),
  dev: addressOf('dev.ts'),
} as const;

export const styleSheet = addressOf('app.css');
