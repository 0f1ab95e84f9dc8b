import { posix } from 'node:path';
import {
  type Finding,
  fail,
  isNode,
  isTest,
  lineCount,
  type Node,
  type Rule,
  type Source,
  sources,
  walk,
} from './source.ts';

const CONTENTS = 'src/modules.ts';
const KERNEL_LINES = 1500;
const README_LINES = 40;

interface Import {
  to: string;
  line: number;
  typeOnly: boolean;
}

/** A module uses only those above it, and only through their door; what lies below the modules knows none of them. */
export const moduleOrder: Rule = (files) => {
  const order = contents(sources(files, /^src\/modules\.ts$/)[0]);
  const unlisted = moduleNames(files.keys()).filter((name) => !order.includes(name));
  const findings = unlisted.map((name) =>
    fail(CONTENTS, 1, 'module-order', `module ${name} is not in the list; add it where its imports allow`),
  );
  for (const source of sources(files, /^src\//)) {
    for (const used of importsOf(source)) findings.push(...judge(source.path, used, order));
  }
  return findings;
};

export const kernelSize: Rule = (files) => {
  const kernel = [...files].filter(([path]) => path.startsWith('src/kernel/') && /\.tsx?$/.test(path) && !isTest(path));
  const total = kernel.reduce((sum, [, text]) => sum + lineCount(text), 0);
  if (total <= KERNEL_LINES) return [];
  return [fail('src/kernel', 1, 'kernel-size', `${total} lines, at most ${KERNEL_LINES}`)];
};

export const moduleReadme: Rule = (files) =>
  moduleNames(files.keys()).flatMap((name) => {
    const path = `src/modules/${name}/README.md`;
    const text = files.get(path);
    if (text === undefined) return [fail(path, 1, 'module-readme', 'missing: purpose, words, rules, facts')];
    const lines = lineCount(text);
    return lines > README_LINES ? [fail(path, 1, 'module-readme', `${lines} lines, at most ${README_LINES}`)] : [];
  });

function judge(from: string, used: Import, order: string[]): Finding[] {
  const refuse = (rule: string, message: string) => [fail(from, used.line, rule, message)];
  const own = moduleOf(from);
  const other = moduleOf(used.to);
  if (other && own && other !== own) {
    if (used.to !== `src/modules/${other}/index.ts`)
      return refuse('module-door', `import ${other} through its index.ts`);
    if (!isTest(from) && order.indexOf(other) >= order.indexOf(own)) {
      return refuse('module-order', `${own} may not use ${other}, which stands below it in ${CONTENTS}`);
    }
    return [];
  }
  return isTest(from) || mayUse(layerOf(from), used) ? [] : refuse('layers', `${from} may not import ${used.to}`);
}

// Nothing imports the top (app, main, cli, modules.ts) but the top itself.
function mayUse(from: string, used: Import): boolean {
  const to = layerOf(used.to);
  if (to === 'outside') return false;
  if (from === 'top' || to === from || to === 'lib') return true;
  if (from === 'modules') return to !== 'top';
  if (from === 'kernel') return to === 'drivers' && used.typeOnly;
  if (from === 'drivers' || from === 'ui') return to === 'kernel';
  return false;
}

function layerOf(path: string): string {
  const layer = /^src\/(kernel|drivers|lib|modules|ui)\//.exec(path)?.[1];
  if (layer) return layer;
  return path.startsWith('src/') ? 'top' : 'outside';
}

const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1];

function moduleNames(paths: Iterable<string>): string[] {
  return [...new Set([...paths].map(moduleOf).filter((name) => name !== undefined))].sort();
}

function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(source.program, (node) => {
    const to = target(node);
    if (!to?.startsWith('.')) return;
    const path = posix.join(posix.dirname(source.path), to);
    found.push({ to: path, line: source.lineAt(node.start), typeOnly: isTypeOnly(node) });
  });
  return found;
}

function target(node: Node): string | undefined {
  if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(node.type)) return undefined;
  const from = node.source;
  return isNode(from) && typeof from.value === 'string' ? from.value : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = node.specifiers;
  return Array.isArray(names) && names.length > 0 && names.every((name) => isNode(name) && name.importKind === 'type');
}

// The list holds imported names; the folder each was imported from is the module's name.
function contents(source: Source | undefined): string[] {
  if (!source) return [];
  const folders = new Map<string, string>();
  const order: string[] = [];
  walk(source.program, (node, parent) => {
    if (node.type === 'ImportDeclaration') collectNames(node, folders);
    if (node.type === 'VariableDeclarator' && nameOf(node.id) === 'modules') {
      walk(
        node,
        (inner, around) => {
          const folder = around?.type === 'ArrayExpression' ? folders.get(nameOf(inner) ?? '') : undefined;
          if (folder) order.push(folder);
        },
        parent,
      );
    }
  });
  return order;
}

function collectNames(node: Node, folders: Map<string, string>): void {
  const folder = /^\.\/modules\/([^/]+)\//.exec(target(node) ?? '')?.[1];
  const names = node.specifiers;
  if (!folder || !Array.isArray(names)) return;
  for (const name of names) if (isNode(name)) folders.set(nameOf(name.local) ?? '', folder);
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && typeof value.name === 'string' ? value.name : undefined;
}
