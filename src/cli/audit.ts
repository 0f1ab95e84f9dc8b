import { resolve } from 'node:path';
import type { Command } from 'commander';
import { messages } from '../kernel/i18n.ts';
import {
  newestCheckpoint,
  sealFacts,
  type Verification,
  verifyLog,
  writeRestoreCheckpoint,
} from '../modules/audit/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { withApp } from './context.ts';
import { print, printJson, text } from './output.ts';

export const auditCliMessages = messages({
  'cli.audit_counts': {
    id: '{facts} fakta: {sealed} disegel, {unsealed} menunggu segel, {erased} rinciannya dihapus; {checkpoints} titik periksa',
    en: '{facts} facts: {sealed} sealed, {unsealed} waiting to be, {erased} with erased details; {checkpoints} checkpoints',
  },
  'cli.audit_witness_none': {
    id: 'Tanpa saksi dari luar (no outside witness): log yang dipotong bersih atau salinan lama tidak akan terlihat. Simpan salinan titik periksa di tempat lain dan gunakan --against',
    en: 'No outside witness: a log cut off cleanly or an old copy would not be seen. Keep a copy of the checkpoints elsewhere and pass it with --against',
  },
  'cli.audit_witness_agrees': { id: 'Saksi dari luar sesuai', en: 'The outside witness agrees' },
  'cli.audit_witness_disagrees': { id: 'Saksi dari luar tidak sesuai', en: 'The outside witness disagrees' },
  'cli.audit_whole': { id: 'Log utuh', en: 'The log is whole' },
  'cli.audit_broken': { id: 'LOG TIDAK UTUH: {count} masalah', en: 'THE LOG IS NOT WHOLE: {count} problems' },
  'cli.audit_more': { id: '… dan {more} lagi', en: '… and {more} more' },
  'cli.audit_no_checkpoint': {
    id: 'Belum ada titik periksa: belum ada yang disegel',
    en: 'There is no checkpoint yet: nothing was sealed',
  },
});

export function register(program: Command): void {
  const audit = program
    .command('audit')
    .description('Prove that nobody changed the activity log')
    .addHelpText(
      'after',
      `
Examples:
  pustaka audit verify
  pustaka audit checkpoint --seal > /mnt/stick/checkpoints.jsonl

Exit codes: 0 done, 1 the log is not whole, 2 wrong usage, 3 no library or no such file`,
    );
  audit
    .command('verify')
    .description('Recompute the log from its facts and compare it with every signed checkpoint')
    .option(
      '--against <file>',
      'a copy of the checkpoints kept elsewhere: finds a shortened log and a restored old copy',
    )
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Examples:
  pustaka audit verify
  pustaka audit verify --against /mnt/stick/checkpoints.jsonl --json

Exit codes: 0 the log is whole, 1 it is not, 3 no library or no such file`,
    )
    .action(verify);
  audit
    .command('checkpoint')
    .description('Print the newest signed checkpoint, to be kept where nobody can change it')
    .option('--seal', 'seal what is waiting first')
    .action(checkpoint);
  audit
    .command('restored')
    .description('Sign that the database was restored from an older copy on purpose, when another tool restored it')
    .action(restored);
}

async function verify(o: { against?: string; json?: boolean }): Promise<void> {
  const found = await withApp({}, (app, { locale }) =>
    verifyLog(app, { locale, witness: o.against === undefined ? undefined : resolve(o.against) }),
  );
  if (o.json) printJson(found);
  else report(found);
  if (!found.ok) throw new Problem('cli.audit_broken', { count: found.problemCount });
}

function report({ problems, problemCount, witness, ok, ...counts }: Verification): void {
  const { facts, sealed, unsealed, erased, checkpoints } = counts;
  print(text('cli.audit_counts', { facts, sealed, unsealed, erased, checkpoints }));
  print(text(`cli.audit_witness_${witness}`));
  for (const { kind, message } of problems) print(`  ${kind}: ${message}`);
  if (problemCount > problems.length) print(text('cli.audit_more', { more: problemCount - problems.length }));
  if (ok) print(text('cli.audit_whole'));
}

async function checkpoint({ seal }: { seal?: boolean }): Promise<void> {
  const newest = await withApp({}, async (app) => {
    if (seal) await sealFacts(app);
    return newestCheckpoint(app.pool);
  });
  if (!newest) throw new Problem('cli.audit_no_checkpoint', {}, EXIT.notFound);
  print(newest.body);
}

async function restored(): Promise<void> {
  await withApp({}, (app) => writeRestoreCheckpoint(app));
  await checkpoint({});
}
