import { type Finding, fail, isNode, isTest, type Node, type Rule, type Source, sources, walk } from './source.ts';

const COMMENT_LINES = 3;

export const noAny: Rule = (files) =>
  sources(files, /^(src|test|bench|scripts)\//).flatMap((source) => {
    const found: Finding[] = [];
    walk(source.program, (node) => {
      if (node.type !== 'TSAnyKeyword') return;
      found.push(fail(source.path, source.lineAt(node.start), 'no-any', 'say the type, or `unknown`'));
    });
    return found;
  });

/** Nothing is left for later or switched off in silence. `skipIf` names its condition and is allowed. */
export const noLeftovers: Rule = (files) =>
  sources(files, /^(src|test|bench)\//).flatMap((source) => {
    const marks = source.comments.flatMap((comment) => {
      const word = /@ts-(?:ignore|nocheck)|\b(?:TODO|FIXME)\b/.exec(comment.value)?.[0];
      const line = source.lineAt(comment.start);
      return word ? [fail(source.path, line, 'no-leftovers', `${word} is not committed`)] : [];
    });
    return isTest(source.path) ? [...marks, ...switchedOff(source)] : marks;
  });

function switchedOff(source: Source): Finding[] {
  const found: Finding[] = [];
  walk(source.program, (node) => {
    const name = node.type === 'MemberExpression' && isNode(node.property) ? node.property.name : undefined;
    if (name !== 'only' && name !== 'skip' && name !== 'todo') return;
    if (!/^(it|test|describe|suite)$/.test(rootName(node))) return;
    found.push(fail(source.path, source.lineAt(node.start), 'no-leftovers', `.${name} hides tests`));
  });
  return found;
}

function rootName(node: Node): string {
  const object = node.object ?? node.callee;
  if (isNode(object)) return rootName(object);
  return typeof node.name === 'string' ? node.name : '';
}

/** A longer explanation belongs into a README or a decision record. */
export const shortComments: Rule = (files) => sources(files, /^src\//).flatMap(commentBlocks);

// Neighbouring comments are one; the lines that only open or close it do not count.
function commentBlocks(source: Source): Finding[] {
  const blocks: { line: number; last: number; words: number }[] = [];
  for (const comment of source.comments.filter((each) => standsAlone(source, each.start))) {
    const line = source.lineAt(comment.start);
    const last = source.lineAt(comment.end);
    const words = comment.value.split('\n').filter((each) => /[^\s*]/.test(each)).length;
    const before = blocks.at(-1);
    if (before && line === before.last + 1) Object.assign(before, { last, words: before.words + words });
    else blocks.push({ line, last, words });
  }
  return blocks
    .filter(({ words }) => words > COMMENT_LINES)
    .map(({ line, words }) =>
      fail(source.path, line, 'short-comments', `${words} lines of comment, at most ${COMMENT_LINES}`),
    );
}

function standsAlone(source: Source, offset: number): boolean {
  const lineStart = source.text.lastIndexOf('\n', offset - 1) + 1;
  return /^[\s{]*$/.test(source.text.slice(lineStart, offset));
}
