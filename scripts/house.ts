import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { budgets, medians } from './house/budgets.ts';
import { noAny, noLeftovers, shortComments } from './house/language.ts';
import { kernelSize, moduleOrder, moduleReadme } from './house/modules.ts';
import { lockFile, noForeignNames } from './house/repository.ts';
import type { Files, Rule } from './house/source.ts';
import { lockNumbers, migrationPairs, noSqlClock } from './house/sql.ts';

const root = dirname(import.meta.dirname);
const rules: Rule[] = [
  moduleOrder,
  kernelSize,
  moduleReadme,
  budgets,
  noAny,
  noLeftovers,
  shortComments,
  noSqlClock,
  migrationPairs,
  lockNumbers,
  lockFile,
  noForeignNames,
];

function readRepository(): Files {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  const files = new Map<string, string>();
  for (const path of paths.filter((each) => each !== '' && existsSync(join(root, each)))) {
    const bytes = readFileSync(join(root, path));
    if (!bytes.includes(0)) files.set(path, bytes.toString('utf8'));
  }
  return files;
}

const files = readRepository();
const findings = rules.flatMap((rule) => rule(files));
for (const { file, line, rule, message, level } of findings) {
  console.log(`${file}:${line} ${level === 'warn' ? 'warning ' : ''}${rule}: ${message}`);
}
const failures = findings.filter(({ level }) => level === 'fail').length;
const { file, function: func } = medians(files);
console.log(
  `${failures} failures, ${findings.length - failures} warnings; median file ${file} lines, function ${func}`,
);
process.exitCode = failures > 0 ? 1 : 0;
