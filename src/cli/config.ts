import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import '../app.ts';
import '../drivers/backup/index.ts';
import { allConfig } from '../kernel/config.ts';
import '../start-config.ts';
import { EXIT, Problem } from '../problem.ts';
import { print, printJson, tell } from './output.ts';

interface Options {
  json?: boolean;
  into?: string;
  check?: string;
}

export function register(program: Command): void {
  program
    .command('config')
    .description('Print every environment variable, its default and its meaning')
    .option('--json', 'print them as JSON instead of a Markdown table')
    .option('--into <file>', 'write the table between the marks of a Markdown file')
    .option('--check <file>', 'fail when the table in that file is another one')
    .addHelpText(
      'after',
      `
The marks are lines of their own: <!-- config --> before the table and <!-- /config --> after it.

Examples:
  pustaka config
  pustaka config --into README.md

Exit codes: 0 done, 1 the file holds another table, 2 wrong usage, 3 no such file or no marks in it`,
    )
    .action(config);
}

function config({ json, into, check }: Options): void {
  if (json) printJson(rows());
  else if (into) writeFileSync(into, withTable(readText(into), into));
  else if (check) requireSame(check);
  else print(table());
}

const rows = () =>
  [...allConfig()].map(([name, { doc, default: value, secret }]) => ({
    name,
    default: value ?? null,
    doc,
    secret: secret ?? false,
  }));

function table(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const lines = rows().map(
    (row) => `| \`${row.name}\` | ${row.default ? `\`${row.default}\`` : ''} | ${cell(row.doc)} |`,
  );
  return ['| Variable | Default | Meaning |', '|---|---|---|', ...lines].join('\n');
}

const MARKED = /(<!-- config -->\n)[\s\S]*?(<!-- \/config -->)/;

function withTable(text: string, file: string): string {
  if (!MARKED.test(text)) throw new Problem('cli.config_no_marks', { file }, EXIT.notFound);
  return text.replace(MARKED, (_all, before: string, after: string) => `${before}${table()}\n${after}`);
}

function requireSame(file: string): void {
  const text = readText(file);
  if (withTable(text, file) !== text) throw new Problem('cli.config_differs', { file });
  tell('cli.same', { file });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Problem('cli.no_file', { file }, EXIT.notFound);
  }
}
