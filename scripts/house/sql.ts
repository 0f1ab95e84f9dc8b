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

const OWN = /\b7_?318_?\d{3}\b/g;
const TAKEN = /\bpg_(?:try_)?advisory_(?:xact_)?lock(?:_shared)?\s*\(\s*(\d[\d_]*)\s*\)/g;

/** Advisory locks know only numbers: two parts with the same one would wait for each other without a reason. */
export const lockNumbers: Rule = (files) => {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const source of sources(files, /^src\//).filter(({ path }) => !isTest(path))) {
    for (const { number, line } of numbersIn(source)) {
      const owner = owners.get(number);
      if (!/^7318\d{3}$/.test(number))
        findings.push(fail(source.path, line, 'lock-numbers', `${number}: take one of 7318000 to 7318999`));
      else if (owner) findings.push(fail(source.path, line, 'lock-numbers', `${number} is taken by ${owner}`));
      else owners.set(number, `${source.path}:${line}`);
    }
  }
  return findings;
};

function numbersIn(source: Source): { number: string; line: number }[] {
  const found: { number: string; line: number }[] = [];
  const take = (number: string, line: number) => found.push({ number: number.replaceAll('_', ''), line });
  walk(source.program, (node) => {
    const text = source.text.slice(node.start, node.end);
    const line = source.lineAt(node.start);
    const isText = node.type === 'TemplateElement' || (node.type === 'Literal' && typeof node.value === 'string');
    if (isText) for (const [, number = ''] of text.matchAll(TAKEN)) take(number, line);
    else if (node.type === 'Literal' && typeof node.value === 'number')
      for (const [number] of text.matchAll(OWN)) take(number, line);
  });
  return found;
}
