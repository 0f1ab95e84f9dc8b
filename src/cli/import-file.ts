import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { Ctx } from '../kernel/context.ts';
import { messages } from '../kernel/i18n.ts';
import { CHOICES, type Choice } from '../modules/catalog/index.ts';
import {
  changeImportPlan,
  discardImport,
  getImport,
  getRejects,
  type Import,
  listProfiles,
  previewImport,
  putImportPhotos,
  runImport,
  startImport,
  unfinishedImport,
  uploadImport,
} from '../modules/imports/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { branchIdOf, collectionTypeIdOf, memberTypeIdOf } from './codes.ts';
import { withApp } from './context.ts';
import { print, printJson, say, tell } from './output.ts';

export const importFileMessages = messages({
  'cli.no_profile': {
    id: 'Tidak ada profil impor {name}; yang ada: {known}',
    en: 'No import profile {name}; there are: {known}',
  },
  'cli.import_resumed': {
    id: 'Melanjutkan impor berkas ini dari baris {rows}',
    en: 'Going on with the import of this file from row {rows}',
  },
  'cli.import_columns': {
    id: 'Kolom yang tidak dikenali: {columns}. Simpan profil di layar Impor, lalu pakai --profile.',
    en: 'Columns nobody knows: {columns}. Save a profile on the import screen and use --profile.',
  },
  'cli.import_stopped': { id: 'Impor terhenti: {message}', en: 'The import stopped: {message}' },
});

interface Options {
  kind: 'books' | 'members';
  profile?: string;
  onMatch?: Choice;
  update?: boolean;
  photos?: string;
  items?: boolean;
  branch?: string;
  collection?: string;
  type?: string;
  fast?: boolean;
  dryRun?: boolean;
  rejects?: string;
  json?: boolean;
}

export function registerFile(all: Command): void {
  all
    .command('file')
    .description('Bring any file in as the import screen does: CSV, XLSX or MARC; resumable, and undone there')
    .argument('<file>', 'CSV, XLSX, MARC (.mrc), MARCXML or MARC-in-JSON')
    .addOption(new Option('--kind <kind>', 'what it holds').choices(['books', 'members']).default('books'))
    .option('--profile <name>', 'columns and choices as saved on the import screen')
    .addOption(new Option('--on-match <choice>', 'what becomes of books that are there already').choices(CHOICES))
    .option('--update', 'bring members who are there already up to date')
    .option('--photos <zip>', 'pictures of members, each called by a member number or identity number')
    .option('--items', 'make copies from fields 952, 852 or 990 of MARC records')
    .option('--branch <code>', 'branch of rows that name none')
    .option('--collection <code>', 'collection type of copies')
    .option('--type <code>', 'member type of rows that name none')
    .option('--fast', 'do not step back while the desk is at work')
    .option('--dry-run', 'look at the first rows, write nothing')
    .option('--rejects <file>', 'write the rejected rows here, with the reason')
    .option('--json', 'print the report as JSON')
    .action(bringIn);
}

async function bringIn(name: string, options: Options): Promise<void> {
  for (const file of [name, options.photos]) {
    if (file !== undefined && !existsSync(file)) throw new Problem('cli.no_file', { file }, EXIT.notFound);
  }
  const done = await withApp({ jobs: true }, async (_app, ctx) => {
    const row = options.dryRun ? await look(ctx, name, options) : await carryOut(ctx, name, options);
    if (options.rejects) await writeRejects(ctx, row.id, options.rejects);
    if (options.dryRun) await discardImport(ctx, { id: row.id });
    return row;
  });
  if (options.json) printJson(done);
  else show(done, options);
  if (done.problem) throw new Problem('cli.import_stopped', { message: done.problem.message });
  const failed = done.preview && options.dryRun ? done.preview.counts.failed : done.counts.failed;
  if (failed > 0) throw new Problem('cli.import_failed', { failed });
}

/** Ready to run: uploaded, its columns known, looked at. */
async function look(ctx: Ctx, name: string, options: Options): Promise<Import> {
  const profileId = options.profile ? await profileIdOf(ctx, options) : undefined;
  const kind = options.kind === 'members' ? 'MEMBERS' : 'BOOKS';
  const file = () => createReadStream(name);
  const uploaded = await uploadImport(ctx, {
    file,
    kind,
    name: basename(name).slice(-255),
    ...(profileId ? { profileId } : {}),
  });
  const { photos } = options;
  if (photos)
    await putImportPhotos(ctx, { id: uploaded.id, file: () => createReadStream(photos), name: basename(photos) });
  const planned = await changeImportPlan(ctx, { id: uploaded.id, options: await planOf(ctx, options) });
  const unknown = planned.mapping.filter(({ field }) => field === null).map(({ header }) => header);
  if (unknown.length > 0) tell('cli.import_columns', { columns: unknown.join(', ') });
  return previewImport(ctx, { id: planned.id });
}

async function planOf(ctx: Ctx, o: Options) {
  const choices = o.onMatch && { control: o.onMatch, isbn: o.onMatch, title: o.onMatch };
  return {
    items: o.items === true,
    gentle: o.fast !== true,
    ...(choices ? { choices } : {}),
    ...(o.update ? { onExisting: 'update' as const } : {}),
    ...(o.branch ? { branchId: await branchIdOf(ctx, o.branch) } : {}),
    ...(o.collection ? { collectionTypeId: await collectionTypeIdOf(ctx, o.collection) } : {}),
    ...(o.type ? { memberTypeId: await memberTypeIdOf(ctx, o.type) } : {}),
  };
}

/** A file whose import was cut off is gone on with; otherwise it is a new import. */
async function carryOut(ctx: Ctx, name: string, options: Options): Promise<Import> {
  const kind = options.kind === 'members' ? 'MEMBERS' : 'BOOKS';
  const begun = await unfinishedImport(ctx, { file: name, kind });
  const id = begun?.id ?? (await startImport(ctx, { id: (await look(ctx, name, options)).id })).id;
  if (begun) tell('cli.import_resumed', { rows: begun.counts.rows });
  await runImport(ctx, id, { told: ({ counts }) => progress(counts) });
  // A server beside us may have taken it over: then it is waited for.
  for (;;) {
    const row = await getImport(ctx, { id });
    if (row.state !== 'RUNNING') return row;
    progress(row.counts);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function profileIdOf(ctx: Ctx, { profile = '', kind }: Options): Promise<string> {
  const { items } = await listProfiles(ctx, { limit: 100, kind: kind === 'members' ? 'MEMBERS' : 'BOOKS' });
  const found = items.find((item) => item.name.toLowerCase() === profile.toLowerCase());
  if (found) return found.id;
  const known = items.map((item) => item.name).join(', ') || '-';
  throw new Problem('cli.no_profile', { name: profile, known }, EXIT.notFound);
}

async function writeRejects(ctx: Ctx, id: string, path: string): Promise<void> {
  const { body } = await getRejects(ctx, { id, format: path.endsWith('.csv') ? 'csv' : 'raw' }).catch(() =>
    getRejects(ctx, { id, format: 'csv' }),
  );
  await pipeline(body instanceof Readable ? body : Readable.from([body]), createWriteStream(path));
}

function progress({ rows, created, failed }: Import['counts']): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${rows}  +${created}  !${failed}   `);
}

function show({ preview, counts, id, state }: Import, { dryRun }: Options): void {
  if (process.stderr.isTTY) say('');
  if (dryRun) tell('cli.import_dry');
  print(`import\t${id}`);
  if (!dryRun) print(`state\t${state}`);
  for (const [what, count] of Object.entries(dryRun && preview ? preview.counts : counts)) print(`${what}\t${count}`);
  if (!dryRun || !preview) return;
  for (const { line, name, about, outcome, match } of preview.lines)
    print(`${line}\t${outcome}\t${name}\t${about}\t${match ? match.name : ''}`);
  for (const { line, message } of preview.rejects) say(`${line}: ${message}`);
}
