import {
  type Files,
  type Finding,
  isNode,
  isTest,
  lineCount,
  type Node,
  type Rule,
  type Source,
  sources,
  walk,
} from './source.ts';

const FILE = { warn: 200, fail: 300 };
const TEST_FILE = { warn: 500, fail: 500 };
const FUNCTION = { warn: 40, fail: 80 };
const measured = /^(src|test|bench|scripts)\//;

/** Split where a reader would look for another word, never to please the number. */
export const budgets: Rule = (files) =>
  sources(files, measured).flatMap((source) => {
    const budget = isTest(source.path) ? TEST_FILE : FILE;
    const lines = lineCount(source.text);
    const file = over(source.path, 1, 'file-length', lines, budget);
    const functions = functionsOf(source).map(({ line, length }) =>
      over(source.path, line, 'function-length', length, FUNCTION),
    );
    return [file, ...functions].filter((finding) => finding !== undefined);
  });

export function medians(files: Files): { file: number; function: number } {
  const all = sources(files, /^src\//).filter((source) => !isTest(source.path));
  return {
    file: median(all.map((source) => lineCount(source.text))),
    function: median(all.flatMap(functionsOf).map(({ length }) => length)),
  };
}

function over(
  file: string,
  line: number,
  rule: string,
  lines: number,
  budget: { warn: number; fail: number },
): Finding | undefined {
  if (lines <= budget.warn) return undefined;
  const level = lines > budget.fail ? 'fail' : 'warn';
  return { file, line, rule, level, message: `${lines} lines (aim below ${budget.warn}, at most ${budget.fail})` };
}

function functionsOf(source: Source): { line: number; length: number }[] {
  const found: { line: number; length: number }[] = [];
  walk(source.program, (node, parent) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
    if (isTest(source.path) && isArgument(node, parent)) return;
    const line = source.lineAt(node.start);
    found.push({ line, length: source.lineAt(node.end) - line + 1 });
  });
  return found;
}

// In tests: the callbacks of describe, it, beforeAll and the like, which read as chapters.
const isArgument = (node: Node, parent: Node | undefined) =>
  isNode(parent) && parent.type === 'CallExpression' && parent.callee !== node;

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
