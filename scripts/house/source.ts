// rolldown comes with Vite; its parser reads TypeScript and TSX, which TypeScript 7 no longer offers as a library.
import { parseSync } from 'rolldown/utils';

/** The repository as paths (with forward slashes) and texts, so that every rule is a pure function of it. */
export type Files = ReadonlyMap<string, string>;
export type Rule = (files: Files) => Finding[];

export interface Finding {
  file: string;
  line: number;
  rule: string;
  message: string;
  level: 'fail' | 'warn';
}

export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export interface Source {
  path: string;
  text: string;
  program: Node;
  comments: { type: 'Line' | 'Block'; value: string; start: number; end: number }[];
  lineAt(offset: number): number;
}

const generated = new Set(['src/drivers/postgres/tables.ts']);
const cache = new Map<string, Source>();

export const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('test/');

/** Files written by hand in TypeScript, parsed once. */
export function sources(files: Files, where: RegExp): Source[] {
  const paths = [...files.keys()].filter((path) => /\.tsx?$/.test(path) && where.test(path) && !generated.has(path));
  return paths.sort().map((path) => parse(path, files.get(path) ?? ''));
}

function parse(path: string, text: string): Source {
  const known = cache.get(path);
  if (known?.text === text) return known;
  const { program, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error || !isNode(program)) throw new Error(`${path}: ${error?.message ?? 'not a program'}`);
  const starts = lineStarts(text);
  const source = { path, text, program, comments, lineAt: (offset: number) => lineOf(starts, offset) };
  cache.set(path, source);
  return source;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

export const lineCount = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Visits every node with the one it stands in. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit, node);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, visit, node);
  }
}

export function fail(file: string, line: number, rule: string, message: string): Finding {
  return { file, line, rule, message, level: 'fail' };
}
