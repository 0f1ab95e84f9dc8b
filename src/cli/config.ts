import type { Command } from 'commander';
import '../app.ts';
import '../drivers/backup/index.ts';
import { allConfig } from '../kernel/config.ts';
import '../start-config.ts';
import { print, printJson } from './output.ts';

export function register(program: Command): void {
  program
    .command('config')
    .description('Print every environment variable, its default and its meaning, as a Markdown table')
    .option('--json', 'print them as JSON')
    .addHelpText(
      'after',
      `
Examples:
  pustaka config
  pustaka config --json | jq -r '.[].name'

Exit codes: 0 done, 2 wrong usage`,
    )
    .action(config);
}

function config({ json }: { json?: boolean }): void {
  if (json) printJson(rows());
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
