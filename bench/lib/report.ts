import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './dist.ts';

export interface Line {
  what: string;
  figure: number;
  unit: string;
  /** Measured in the same run; figure ÷ baseline is the ratio. */
  baseline?: number;
  baselineIs?: string;
  /** 'ratio >= 0.5', 'figure <= 40' … */
  bar?: Bar;
}

export interface Bar {
  of: 'figure' | 'ratio';
  most?: number;
  least?: number;
}

export interface Report {
  notes: string[];
  lines: Line[];
  /** Whatever else is worth keeping: plans, rounds, errors. */
  details?: unknown;
}

export const atMost = (most: number, of: Bar['of'] = 'figure'): Bar => ({ of, most });
export const atLeast = (least: number, of: Bar['of'] = 'ratio'): Bar => ({ of, least });

const rounded = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100);
const ratioOf = ({ figure, baseline }: Line): number | undefined => (baseline ? figure / baseline : undefined);

export function verdict(line: Line): string {
  const { bar } = line;
  const value = bar?.of === 'ratio' ? ratioOf(line) : line.figure;
  if (!bar || value === undefined) return '';
  const kept = value <= (bar.most ?? Number.POSITIVE_INFINITY) && value >= (bar.least ?? Number.NEGATIVE_INFINITY);
  const told = bar.most === undefined ? `>= ${bar.least}` : `<= ${bar.most}`;
  return `${bar.of === 'ratio' ? 'ratio ' : ''}${told} ${kept ? 'kept' : 'MISSED'}`;
}

/** A table for people, and the same as JSON in bench/results. */
export function show(name: string, report: Report): void {
  for (const note of report.notes) process.stdout.write(`  ${note}\n`);
  console.table(
    report.lines.map((line) => ({
      what: line.what,
      figure: `${rounded(line.figure)} ${line.unit}`,
      baseline: line.baseline === undefined ? '' : `${rounded(line.baseline)} (${line.baselineIs ?? 'baseline'})`,
      ratio: rounded(ratioOf(line) ?? Number.NaN) || '',
      bar: verdict(line),
    })),
  );
  const folder = join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = { cpu: cpus()[0]?.model, cpus: cpus().length, memory: totalmem(), node: process.version };
  const lines = report.lines.map((line) => ({ ...line, ratio: ratioOf(line), verdict: verdict(line) }));
  const text = JSON.stringify({ name, at, machine, ...report, lines }, null, 2);
  writeFileSync(join(folder, `${name}-${at.replace(/[:.]/g, '-')}.json`), `${text}\n`);
}
