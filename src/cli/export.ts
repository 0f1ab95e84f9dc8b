import { resolve, sep } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { dataRootOf } from '../database.ts';
import { messages } from '../kernel/i18n.ts';
import {
  type Manifest,
  makeExport,
  PARTS,
  type Part,
  sinkAt,
  type Verified,
  verifyExport,
} from '../modules/export/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { megabytes } from './backup.ts';
import { withApp } from './context.ts';
import { print, printJson, say, strong, tell, text } from './output.ts';
import { stopAsked } from './signals.ts';

export const exportCliMessages = messages({
  'cli.export_made': {
    id: 'Ekspor selesai dalam {seconds} detik: {files} berkas, {mb} MB',
    en: 'Exported in {seconds} seconds: {files} files, {mb} MB',
  },
  'cli.export_secret': {
    id: 'Isinya data pribadi dan sidik sandi: jaga seperti perpustakaan itu sendiri.',
    en: 'It holds personal data and hashes of passwords: guard it like the library itself.',
  },
  'cli.export_part': { id: 'Pilihannya: {parts}', en: 'One or several of: {parts}' },
  'cli.export_whole': {
    id: 'Utuh: {files} berkas, {mb} MB, dari {library} pada {at} (Pustaka {version}).',
    en: 'Whole: {files} files, {mb} MB, of {library} at {at} (Pustaka {version}).',
  },
  'cli.export_damaged': {
    id: 'RUSAK: {count} berkas hilang atau berubah.',
    en: 'DAMAGED: {count} files are missing or changed.',
  },
});

interface Options {
  only?: Part[];
  withoutPeople?: boolean;
  json?: boolean;
}

function parts(given: string): Part[] {
  const named = given.split(',').map((part) => PARTS.find((known) => known === part.trim()));
  const known = named.filter((part) => part !== undefined);
  if (known.length === named.length) return known;
  throw new InvalidArgumentError(text('cli.export_part', { parts: PARTS.join(', ') }));
}

export function register(program: Command): void {
  const command = program
    .command('export')
    .description('Take everything of the library out: MARC, CSV, every table as JSON Lines, files, with checksums')
    .argument('<to>', 'a new folder, or a new file that ends in .zip')
    .option('--only <parts>', `some of ${PARTS.join(',')}`, parts)
    .option('--without-people', 'only books, copies and how the library is arranged')
    .option('--json', 'print the manifest as JSON')
    .addHelpText(
      'after',
      `
The library may run meanwhile; what is written is one moment of it. See docs/operations/leave-with-everything.md.

Examples:
  pustaka export /mnt/stick/perpustakaan
  pustaka export katalog.zip --only marc,csv --without-people
  pustaka export verify /mnt/stick/perpustakaan

Exit codes: 0 done, 1 not made (nothing is left behind) or damaged, 2 wrong usage, 3 no library`,
    )
    .action(make);
  command
    .command('verify')
    .description('Compare every file of an export with its manifest; no library is needed')
    .argument('<from>', 'the folder or the .zip file')
    .option('--json', 'print the result as JSON')
    .action(verify);
}

async function make(to: string, o: Options): Promise<void> {
  const target = resolve(to);
  refuseInside(target);
  const asked = stopAsked();
  const began = Date.now();
  const manifest = await withApp({ stopsItself: true }, async (app) =>
    makeExport(app, {
      sink: await sinkAt(target),
      parts: o.only ?? PARTS,
      withoutPeople: o.withoutPeople === true,
      signal: asked.signal,
      told: progress,
    }),
  ).finally(() => asked.forget());
  if (o.json) printJson(manifest);
  else tellOf(manifest, target, began);
}

function refuseInside(target: string): void {
  const data = dataRootOf(process.env);
  if (target === data || target.startsWith(data + sep))
    throw new Problem('export.target_inside', { place: target }, EXIT.usage);
}

const progress = (files: number, path: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${files}  ${path.slice(0, 60).padEnd(60)}`);
};

function tellOf({ files, withoutPeople }: Manifest, target: string, began: number): void {
  if (process.stderr.isTTY) say('');
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  tell('cli.export_made', { seconds, files: files.length, mb: megabytes(bytes) });
  say(`  ${strong(target)}`);
  for (const { path, rows } of files) if (rows !== undefined && !path.startsWith('data/')) print(`${path}\t${rows}`);
  if (!withoutPeople) tell('cli.export_secret');
}

async function verify(from: string, o: Options): Promise<void> {
  const asked = stopAsked();
  const found = await verifyExport(resolve(from), { signal: asked.signal, told: progress }).finally(() =>
    asked.forget(),
  );
  if (o.json) printJson({ ...found, manifest: { ...found.manifest, files: found.manifest.files.length } });
  else tellVerified(found);
  if (found.damaged.length > 0) throw new Problem('cli.export_damaged', { count: found.damaged.length });
}

function tellVerified({ manifest, damaged, files, bytes }: Verified): void {
  if (process.stderr.isTTY) say('');
  for (const path of damaged.slice(0, 100)) print(path);
  const { library, version, startedAt: at } = manifest;
  if (damaged.length === 0) tell('cli.export_whole', { files, mb: megabytes(bytes), library, version, at });
}
