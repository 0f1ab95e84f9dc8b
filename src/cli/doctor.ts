import { styleText } from 'node:util';
import type { Command } from 'commander';
import { EXIT, Problem } from '../problem.ts';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import { print, printJson, terminalLocale } from './output.ts';

export function register(program: Command): void {
  program
    .command('doctor')
    .description('Examine the installation and print what to type where something is wrong')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      `
Works beside a running server and without one.

Examples:
  pustaka doctor
  pustaka doctor --json | jq '.[] | select(.state != "ok")'

Exit codes: 0 nothing is broken (there may be advice), 1 something is broken`,
    )
    .action(doctor);
}

const SIGNS = { ok: '✓', advice: '!', broken: '✗' } as const;
const COLOURS = { ok: 'green', advice: 'yellow', broken: 'red' } as const;

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const findings = await examine(process.env, terminalLocale());
  if (json) printJson(findings);
  else for (const finding of findings) show(finding);
  const broken = findings.filter(({ state }) => state === 'broken').length;
  if (broken > 0) throw new Problem('doctor.broken', { broken }, EXIT.failed);
}

function show({ name, state, message, fix }: Finding): void {
  const sign = styleText(COLOURS[state], SIGNS[state], { stream: process.stdout });
  print(`${sign} ${name.padEnd(12)} ${message}`);
  for (const line of fix ?? []) print(`    ${line}`);
}
