import { resolve } from 'node:path';
import type { Command } from 'commander';
import { asOwner } from '../database.ts';
import { messages } from '../kernel/i18n.ts';
import { bringLibrary, lookAtExport } from '../modules/export/index.ts';
import { withApp } from './context.ts';
import { printJson, say, tell } from './output.ts';
import { brokenRules } from './restored.ts';

export const importLibraryMessages = messages({
  'cli.library_brought': {
    id: '{library} sudah ada di sini: {rows} baris, {files} berkas, dalam {seconds} detik.',
    en: '{library} is here: {rows} rows, {files} files, in {seconds} seconds.',
  },
  'cli.library_second_factor': {
    id: 'Kode kedua (TOTP) dan kunci perangkat tidak ikut; atur lagi di sini.',
    en: 'Second factors (TOTP) and keys of devices did not come along; set them up again here.',
  },
});

export function registerLibrary(all: Command): void {
  all
    .command('library')
    .description('Make an empty library from an export of another one, whole')
    .argument('<from>', 'the folder or the .zip file that pustaka export made')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Everything is checked before anything is written; on any trouble the library is as empty as before.

Examples:
  PUSTAKA_DATA=/srv/baru pustaka import library /mnt/stick/perpustakaan

Exit codes: 0 everything is here, 1 it is not and nothing was changed, 2 wrong usage`,
    )
    .action(bringIn);
}

async function bringIn(from: string, o: { json?: boolean }): Promise<void> {
  const began = Date.now();
  const told = (files: number, path: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${files}  ${path.slice(0, 60).padEnd(60)}`);
  };
  await lookAtExport(resolve(from));
  const brought = await withApp({ create: true }, (app, _ctx, postgres) =>
    asOwner(postgres, (owner) => bringLibrary({ app, owner, place: resolve(from), broken: brokenRules, told })),
  );
  if (o.json) return printJson(brought);
  if (process.stderr.isTTY) say('');
  const { library, rows, files } = brought;
  tell('cli.library_brought', { library, rows, files, seconds: ((Date.now() - began) / 1000).toFixed(1) });
  tell('cli.library_second_factor');
}
