import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { importMarc } from '../modules/catalog/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { branchIdOf, collectionTypeIdOf } from './codes.ts';
import { withApp } from './context.ts';
import { print, printJson, say, tell } from './output.ts';

interface Options {
  dryRun?: boolean;
  overlay?: boolean;
  items?: boolean;
  branch?: string;
  collection?: string;
  rejects?: string;
  json?: boolean;
}

type Report = Awaited<ReturnType<typeof importMarc>>;

export function registerMarc(all: Command): void {
  all
    .command('marc')
    .description('Bring books in from ISO 2709 (.mrc), MARCXML or MARC-in-JSON, of any size')
    .argument('<file>', 'a MARC file, or - for stdin')
    .option('--dry-run', 'check everything, write nothing')
    .option('--overlay', 'let records take the place of what is said of books that are there already')
    .option('--items', 'make copies from fields 952, 852 or 990 of the records')
    .option('--branch <code>', 'branch of items that name none')
    .option('--collection <code>', 'collection type of the copies')
    .option('--rejects <file>', 'write the records that could not be read here, byte by byte')
    .option('--json', 'print the report as JSON')
    .action(bringIn);
}

async function bringIn(name: string, options: Options): Promise<void> {
  if (name !== '-' && !existsSync(name)) throw new Problem('cli.no_file', { file: name }, EXIT.notFound);
  const rejects = options.rejects === undefined ? null : createWriteStream(options.rejects);
  const report = await withApp({ jobs: true }, async (_app, ctx) =>
    importMarc(ctx, {
      file: () => ({ source: name === '-' ? process.stdin : createReadStream(name), ...watch(rejects) }),
      dryRun: options.dryRun ? 'true' : 'false',
      onMatch: options.overlay ? 'overlay' : 'skip',
      items: options.items ? 'true' : 'false',
      ...(options.branch ? { branchId: await branchIdOf(ctx, options.branch) } : {}),
      ...(options.collection ? { collectionTypeId: await collectionTypeIdOf(ctx, options.collection) } : {}),
    }),
  );
  if (rejects) await finished(rejects.end());
  if (options.json) printJson(report);
  else show(report);
  if (report.failed > 0) throw new Problem('cli.import_failed', { failed: report.failed });
}

/** How far it is, for who looks on; and the bytes of what was refused. */
function watch(rejects: WriteStream | null) {
  return {
    progress: ({ records, created, failed }: { records: number; created: number; failed: number }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${records}  +${created}  !${failed}   `);
    },
    onReject: async ({ raw }: { raw: Buffer }) => {
      if (rejects && !rejects.write(raw)) await once(rejects, 'drain');
    },
  };
}

function show({ errors, flavours, ...report }: Report): void {
  if (process.stderr.isTTY) say('');
  if (report.dryRun) tell('cli.import_dry');
  for (const [what, count] of Object.entries({ ...report, ...flavours }))
    if (typeof count === 'number') print(`${what}\t${count}`);
  for (const { line, offset, field, message } of errors)
    say(`${line} @${offset}: ${field ? `${field}: ` : ''}${message}`);
}
