import { type Files, type Finding, fail, isTest, type Rule, type Source, sources, walk } from './source.ts';

const CLOCK =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\s*\)|\b(?:current_(?:timestamp|date|time)|localtimestamp)\b/i;
const ALLOWED = /(?:--|\/\/) clock: \S/;

/** Business time is `ctx.now`, which tests and rehearsals can move; a line may say `-- clock: reason`. */
export const noSqlClock: Rule = (files) => [
  ...migrations(files).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => clockIn(path, index + 1, line.replace(/--(?! clock: \S).*/, ''))),
  ),
  ...sources(files, /^src\//)
    .filter((source) => !isTest(source.path))
    .flatMap(clockInStrings),
];

export const migrationPairs: Rule = (files) => {
  const findings: Finding[] = [];
  const numbers = new Map<string, string>();
  for (const [path, text] of migrations(files)) {
    const [, title, direction] = /^migrations\/(\d{4}_[a-z0-9_]+)\.(up|down)\.sql$/.exec(path) ?? [];
    if (!title || !direction) {
      findings.push(fail(path, 1, 'migrations', 'is to be called NNNN_title.up.sql or NNNN_title.down.sql'));
      continue;
    }
    const twin = `migrations/${title}.${direction === 'up' ? 'down' : 'up'}.sql`;
    if (!files.has(twin)) findings.push(fail(path, 1, 'migrations', `${twin} is missing`));
    if (text.trim() === '') findings.push(fail(path, 1, 'migrations', 'is empty'));
    const number = title.slice(0, 4);
    const owner = numbers.get(number) ?? title;
    if (owner !== title) findings.push(fail(path, 1, 'migrations', `${number} is taken by ${owner}`));
    numbers.set(number, owner);
  }
  return findings;
};

const migrations = (files: Files) => [...files].filter(([path]) => /^migrations\/.*\.sql$/.test(path)).sort();

function clockIn(path: string, line: number, text: string): Finding[] {
  const used = ALLOWED.test(text) ? undefined : CLOCK.exec(text)?.[0];
  return used ? [fail(path, line, 'sql-clock', `${used}: pass ctx.now, or say why with "-- clock: reason"`)] : [];
}

// Only strings and templates can hold SQL: a call like clock.now() is no concern of this rule.
function clockInStrings(source: Source): Finding[] {
  const lines = source.text.split('\n');
  const found: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type !== 'TemplateElement' && (node.type !== 'Literal' || typeof node.value !== 'string')) return;
    const first = source.lineAt(node.start);
    const texts = source.text.slice(node.start, node.end).split('\n');
    texts.forEach((text, index) => {
      const whole = lines[first + index - 1] ?? '';
      if (!ALLOWED.test(whole)) found.push(...clockIn(source.path, first + index, text));
    });
  });
  return found;
}
