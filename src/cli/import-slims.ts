import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { dataRootOf } from '../database.ts';
import { messages } from '../kernel/i18n.ts';
import { type Moved, type MoveReply, moveFromSlims, parityPage, type StepCounts } from '../modules/slims/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { branchIdOf } from './codes.ts';
import { withApp } from './context.ts';
import { print, printJson, say, tell, terminalLocale, text } from './output.ts';
import { stopAsked } from './signals.ts';

export const importSlimsMessages = messages({
  'cli.slims_report': { id: 'Perbandingan dengan SLiMS: {files}', en: 'Compared with SLiMS: {files}' },
  'cli.slims_mirror': {
    id: 'Mengikuti SLiMS setiap {seconds} detik. Berhenti dengan Ctrl-C; sesudah itu jalankan sekali lagi tanpa --mirror.',
    en: 'Following SLiMS every {seconds} seconds. Stop with Ctrl-C; then run it once more without --mirror.',
  },
  'cli.slims_differs': {
    id: 'Ada perbedaan dengan SLiMS yang perlu dilihat: {files}',
    en: 'There are differences from SLiMS to look at: {files}',
  },
  'cli.slims_pace': { id: 'Jumlah detik, dari 5 sampai 3600.', en: 'A number of seconds, from 5 to 3600.' },
});

interface Options {
  dryRun?: boolean;
  mirror?: boolean;
  every: number;
  branch?: string;
  files?: string;
  report?: string;
  json?: boolean;
}

function seconds(given: string): number {
  const n = Number(given);
  if (Number.isInteger(n) && n >= 5 && n <= 3600) return n;
  throw new InvalidArgumentError(text('cli.slims_pace'));
}

export function registerSlims(all: Command): void {
  all
    .command('slims')
    .description('Move a whole library in from SLiMS, which is only read')
    .argument('<url>', 'mysql://user:password@host:3306/database, of a user who may SELECT')
    .option('--dry-run', 'look through everything, write nothing')
    .option('--mirror', 'go on following SLiMS until stopped')
    .option('--every <seconds>', 'how often --mirror looks', seconds, 60)
    .option('--branch <code>', 'branch that the library becomes, where there are several')
    .option('--files <folder>', "a copy of SLiMS's folder: covers, photos and attachments")
    .option('--report <folder>', 'where the comparison is written, instead of PUSTAKA_DATA/slims')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
As often as wanted: what is here already is left alone, what changed in SLiMS is brought up to date, nothing is written there.
Stopped or killed, it goes on where it was. See docs/operations/move-from-slims.md.

Examples:
  pustaka import slims mysql://pembaca:sandi@localhost/slims --dry-run
  pustaka import slims mysql://pembaca:sandi@localhost/slims --files /var/www/slims
  pustaka import slims mysql://pembaca:sandi@localhost/slims --mirror

Exit codes: 0 everything is here, 1 there are differences to look at, 2 wrong usage, 3 no library`,
    )
    .action(move);
}

async function move(url: string, o: Options): Promise<void> {
  const asked = stopAsked();
  const mirror = o.mirror && !o.dryRun ? { everyMs: o.every * 1000, seen: showPass } : undefined;
  if (mirror) tell('cli.slims_mirror', { seconds: o.every });
  const { reply, root } = await withApp({ stopsItself: true }, async (app, ctx) => ({
    root: app.dataRoot,
    reply: await moveFromSlims(ctx, {
      url,
      dryRun: o.dryRun === true,
      ...(o.branch ? { branchId: await branchIdOf(ctx, o.branch) } : {}),
      ...(o.files ? { files: resolve(o.files) } : {}),
      watch: () => ({ signal: asked.signal, told: progress, ...(mirror ? { mirror } : {}) }),
    }),
  }))
    .catch((error: unknown) => {
      throw asked.signal.aborted ? new Problem('cli.interrupted') : error;
    })
    .finally(() => asked.forget());
  const files = reply.parity ? writeReport(reply, o.report ?? join(root || dataRootOf(process.env), 'slims')) : null;
  if (o.json) printJson(reply);
  else show(reply, files);
  if (files && !reply.parity?.same) throw new Problem('cli.slims_differs', { files }, EXIT.failed);
}

function writeReport({ parity }: MoveReply, folder: string): string {
  if (!parity) return '';
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const base = join(folder, `parity-${parity.at.slice(0, 19).replaceAll(':', '')}`);
  writeFileSync(`${base}.json`, JSON.stringify(parity, null, 2), { mode: 0o600 });
  writeFileSync(`${base}.html`, parityPage(parity, terminalLocale()), { mode: 0o600 });
  return `${base}.html`;
}

const progress = ({ step, rows, created, changed }: StepCounts): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${step}  ${rows}  +${created}  ~${changed}      `);
};

function showPass({ steps }: Moved): void {
  for (const { step, created, changed, gone } of steps)
    if (created + changed + gone > 0)
      say(`${new Date().toISOString().slice(11, 19)} ${step} +${created} ~${changed} -${gone}`);
}

function show({ steps, rules, files, dryRun, parity }: MoveReply, report: string | null): void {
  if (process.stderr.isTTY) say('');
  if (dryRun) tell('cli.import_dry');
  print('table\trows\tnew\tchanged\tflagged\tgone');
  print(`rules\t${rules.rows}\t${rules.changed}\t0\t${rules.misfits}\t0`);
  for (const s of steps.filter(({ rows, gone }) => rows + gone > 0))
    print(`${s.table}\t${s.rows}\t${s.created}\t${s.changed}\t${s.flagged}\t${s.gone}`);
  if (files)
    print(
      `files\t${files.brought + files.unchanged + files.missing + files.refused}\t${files.brought}\t0\t${files.missing + files.refused}\t0`,
    );
  if (!parity) return;
  const { source, here } = parity.loans;
  print(
    `loans in SLiMS\t${source.total} (open ${source.open}, returned ${source.returned}, open and renewed ${source.openRenewed})`,
  );
  print(
    `loans here\t${here.total} (open ${here.open}, returned ${here.returned}, open and renewed ${here.openRenewed})`,
  );
  if (report) tell('cli.slims_report', { files: report });
}
