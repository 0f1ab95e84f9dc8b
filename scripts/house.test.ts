import { describe, expect, it } from 'vitest';
import { budgets, medians } from './house/budgets.ts';
import { noAny, noLeftovers, shortComments } from './house/language.ts';
import { kernelSize, moduleOrder, moduleReadme } from './house/modules.ts';
import { lockFile, noForeignNames } from './house/repository.ts';
import type { Rule } from './house/source.ts';
import { lockNumbers, migrationPairs, noSqlClock } from './house/sql.ts';

const check = (rule: Rule, files: Record<string, string>) =>
  rule(new Map(Object.entries(files))).map((each) => `${each.file}:${each.line} ${each.level} ${each.rule}`);

const contents = {
  'src/modules.ts': `import { members } from './modules/members/index.ts';
    import { circulation } from './modules/circulation/module.ts';
    export const modules = [members, circulation] as const;`,
  'src/modules/members/index.ts': 'export const members = 1;',
  'src/modules/circulation/module.ts': 'export const circulation = 1;',
};
const lines = (count: number, line = 'run();') => `${line}\n`.repeat(count);
const body = (count: number) => `function f() {\n${lines(count - 2)}}\n`;

describe('module order', () => {
  const order = (files: Record<string, string>) => check(moduleOrder, { ...contents, ...files });

  it('lets a module use one above it through its index', () => {
    const code = `import { members } from '../members/index.ts';`;
    expect(order({ 'src/modules/circulation/rule.ts': code })).toEqual([]);
  });

  it.each([
    ['an import', `import { circulation } from '../circulation/index.ts';`],
    ['a type', `import type { Circulation } from '../circulation/index.ts';`],
    ['a type in passing', `export type A = import('../circulation/index.ts').A;`],
    ['a re-export', `export * from '../circulation/index.ts';`],
    ['a dynamic import', `await import('../circulation/index.ts');`],
  ])('refuses %s of a module below', (_, code) => {
    expect(order({ 'src/modules/members/a.ts': `\n${code}` })).toEqual([
      'src/modules/members/a.ts:2 fail module-order',
    ]);
  });

  it('refuses a side entrance, in tests too', () => {
    const code = `import { load } from '../members/queries.ts';`;
    expect(order({ 'src/modules/circulation/a.test.ts': code })).toEqual([
      'src/modules/circulation/a.test.ts:1 fail module-door',
    ]);
  });

  it('refuses a module that the list does not name', () => {
    expect(order({ 'src/modules/fines/index.ts': '' })).toEqual(['src/modules.ts:1 fail module-order']);
  });

  it('lets the top, the tests and the command line import all', () => {
    const all = (to: string) => `import { a } from '${to}/modules/members/verbs/a.ts';`;
    const files = { 'src/app.ts': all('.'), 'src/cli/seed.ts': all('..'), 'test/support/cast.ts': all('../../src') };
    expect(order(files)).toEqual([]);
  });
});

describe('layers', () => {
  const allowed = (path: string, code: string) => check(moduleOrder, { ...contents, [path]: code }).length === 0;

  it.each([
    ['src/kernel/verb.ts', `import type { Pool } from '../drivers/postgres/pool.ts';`],
    ['src/kernel/verb.ts', `import { type Pool } from '../drivers/postgres/pool.ts';`],
    ['src/kernel/verb.ts', `import { tree } from '../lib/merkle/tree.ts';`],
    ['src/kernel/verb.test.ts', `import { app } from '../app.ts';`],
    ['src/drivers/mail/smtp.ts', `import { refuse } from '../../kernel/errors.ts';`],
    ['src/ui/layout.tsx', `import { t } from '../kernel/i18n.ts';`],
    ['src/modules/members/a.tsx', `import { Layout } from '../../ui/layout.tsx';`],
    ['src/lib/marc/read.ts', `import { field } from './field.ts';`],
  ])('%s may: %s', (path, code) => expect(allowed(path, code)).toBe(true));

  it.each([
    ['src/kernel/verb.ts', `import { Pool } from '../drivers/postgres/pool.ts';`],
    ['src/kernel/verb.ts', `import { Layout } from '../ui/layout.tsx';`],
    ['src/kernel/verb.ts', `import { members } from '../modules/members/index.ts';`],
    ['src/drivers/mail/smtp.ts', `import { members } from '../../modules/members/index.ts';`],
    ['src/ui/layout.tsx', `import { members } from '../modules/members/index.ts';`],
    ['src/modules/members/a.ts', `import { app } from '../../app.ts';`],
    ['src/lib/marc/read.ts', `import { refuse } from '../../kernel/errors.ts';`],
    ['src/kernel/verb.ts', `import { cast } from '../../test/support/cast.ts';`],
  ])('%s may not: %s', (path, code) => expect(allowed(path, code)).toBe(false));
});

describe('sizes', () => {
  it('warns above 200 lines a file and fails above 300', () => {
    expect(check(budgets, { 'src/a.ts': lines(200) })).toEqual([]);
    expect(check(budgets, { 'src/a.ts': lines(300) })).toEqual(['src/a.ts:1 warn file-length']);
    expect(check(budgets, { 'src/a.ts': lines(301) })).toEqual(['src/a.ts:1 fail file-length']);
  });

  it('warns above 40 lines a function and fails above 80', () => {
    expect(check(budgets, { 'src/a.ts': body(40) })).toEqual([]);
    expect(check(budgets, { 'src/a.ts': body(80) })).toEqual(['src/a.ts:1 warn function-length']);
    expect(check(budgets, { 'src/a.ts': `\n${body(81)}` })).toEqual(['src/a.ts:2 fail function-length']);
  });

  it('gives tests 500 lines and any length to a chapter, but not to their helpers', () => {
    const chapter = `describe('x', () => {\n${lines(100)}});\n`;
    expect(check(budgets, { 'src/a.test.ts': chapter })).toEqual([]);
    expect(check(budgets, { 'src/a.test.ts': body(81) })).toEqual(['src/a.test.ts:1 fail function-length']);
    expect(check(budgets, { 'src/a.test.ts': lines(501) })).toEqual(['src/a.test.ts:1 fail file-length']);
  });

  it('leaves generated files alone', () => {
    expect(check(budgets, { 'src/drivers/postgres/tables.ts': lines(900) })).toEqual([]);
  });

  it('knows the medians of what is not a test', () => {
    const files = { 'src/a.ts': body(5), 'src/b.ts': body(9), 'src/c.ts': body(20), 'src/c.test.ts': body(70) };
    expect(medians(new Map(Object.entries(files)))).toEqual({ file: 9, function: 9 });
  });

  it('holds the kernel to 1,500 lines, its tests apart', () => {
    const kernel = { 'src/kernel/a.ts': lines(1000), 'src/kernel/b.ts': lines(500), 'src/kernel/b.test.ts': lines(99) };
    expect(check(kernelSize, kernel)).toEqual([]);
    expect(check(kernelSize, { ...kernel, 'src/kernel/c.ts': 'run();' })).toEqual(['src/kernel:1 fail kernel-size']);
  });

  it('wants a README of at most 40 lines from every module', () => {
    const readme = 'src/modules/members/README.md';
    const module = { 'src/modules/members/index.ts': '' };
    expect(check(moduleReadme, { ...module, [readme]: lines(40) })).toEqual([]);
    expect(check(moduleReadme, { ...module, [readme]: lines(41) })).toEqual([`${readme}:1 fail module-readme`]);
    expect(check(moduleReadme, module)).toEqual([`${readme}:1 fail module-readme`]);
  });
});

describe('language', () => {
  it.each(['let a: any;', 'run(a as any);', 'const a = <any>b;', 'let a: any[];', 'let a: Map<string, any>;'])(
    'refuses %s',
    (code) => expect(check(noAny, { 'src/a.ts': `\n${code}` })).toEqual(['src/a.ts:2 fail no-any']),
  );

  it('reads the word any in text and names as a word', () => {
    expect(check(noAny, { 'src/a.ts': `// as any\nconst any = 'x: any'; const company: unknown = any;` })).toEqual([]);
  });

  it.each([`it.only('a', f)`, `describe.skip('a', f)`, `it.todo('a')`, `it.skip.each([1])('a', f)`])(
    'refuses %s in a test',
    (code) => expect(check(noLeftovers, { 'src/a.test.ts': code })).toEqual(['src/a.test.ts:1 fail no-leftovers']),
  );

  it.each([
    ['TO', 'DO'],
    ['FIX', 'ME'],
    ['@ts-', 'ignore'],
    ['@ts-', 'nocheck'],
  ])('refuses %s%s in a comment', (first, second) => {
    const files = { 'src/a.ts': `run(); // ${first}${second}: later` };
    expect(check(noLeftovers, files)).toEqual(['src/a.ts:1 fail no-leftovers']);
  });

  it('allows skipIf, expected type errors, and skip and only as ordinary names', () => {
    const test = `it.skipIf(windows)('a', f);\n// @ts-expect-error a number is no name\nname(1);\ncursor.skip(3);`;
    expect(check(noLeftovers, { 'src/a.test.ts': test, 'src/a.ts': 'options.only.run();' })).toEqual([]);
  });

  it('refuses more than three lines of comment together', () => {
    const three = '// a\n// b\n// c\n';
    const block = (words: string) => `  /**\n * a\n * b\n * ${words}\n */\n`;
    expect(check(shortComments, { 'src/a.ts': `${three}run();\n${three}` })).toEqual([]);
    expect(check(shortComments, { 'src/a.ts': `run();\n${three}// d\n` })).toEqual(['src/a.ts:2 fail short-comments']);
    expect(check(shortComments, { 'src/a.ts': block('c') })).toEqual([]);
    expect(check(shortComments, { 'src/a.ts': block('c\n * d') })).toEqual(['src/a.ts:1 fail short-comments']);
    expect(check(shortComments, { 'src/a.ts': lines(5, 'run(); // why') })).toEqual([]);
  });
});

describe('SQL', () => {
  it.each(['now()', 'NOW ( )', 'current_timestamp', 'CURRENT_DATE', 'clock_timestamp()'])('refuses %s', (clock) => {
    const code = `const q = sql\`\n  select \${a}, ${clock}\`;`;
    expect(check(noSqlClock, { 'src/a.ts': code })).toEqual(['src/a.ts:2 fail sql-clock']);
    expect(check(noSqlClock, { 'migrations/0001_a.up.sql': `-- a\ndefault ${clock}` })).toEqual([
      'migrations/0001_a.up.sql:2 fail sql-clock',
    ]);
  });

  it('allows a stated reason, comments, clocks of the program, and tests', () => {
    const files = {
      'src/a.ts': `const a = sql\`select now() -- clock: server uptime\`;\nconst b = 'now()'; // clock: same\nclock.now();`,
      'src/a.test.ts': `query('select now()');`,
      'migrations/0001_a.up.sql': '-- never now()\nselect now(); -- clock: housekeeping only\n',
    };
    expect(check(noSqlClock, files)).toEqual([]);
  });

  it('does not take a clock without a reason for a stated one', () => {
    expect(check(noSqlClock, { 'migrations/0001_a.up.sql': 'select now(); -- clock:' })).toHaveLength(1);
  });

  it('wants every migration to go both ways under a number of its own', () => {
    const pair = { 'migrations/0001_a.up.sql': 'x', 'migrations/0001_a.down.sql': 'x' };
    const one = 'migrations/0002_b.up.sql';
    expect(check(migrationPairs, pair)).toEqual([]);
    expect(check(migrationPairs, { ...pair, [one]: 'x' })).toEqual([`${one}:1 fail migrations`]);
    expect(check(migrationPairs, { ...pair, 'migrations/0001_a.down.sql': '\n' })).toHaveLength(1);
    expect(check(migrationPairs, { 'migrations/first.sql': 'x' })).toHaveLength(1);
    const twice = { ...pair, 'migrations/0001_b.up.sql': 'x', 'migrations/0001_b.down.sql': 'x' };
    expect(check(migrationPairs, twice)).toHaveLength(2);
  });
});

describe('repository', () => {
  const lock = (entries: object) => ({ 'package-lock.json': JSON.stringify({ packages: entries }, null, 1) });

  it('refuses a lock that names where packages came from', () => {
    expect(check(lockFile, lock({ '': {}, 'node_modules/a': { version: '1.0.0' } }))).toEqual([]);
    expect(check(lockFile, lock({ 'node_modules/a': { resolved: 'x' } }))).toEqual([
      'package-lock.json:4 fail lock-file',
    ]);
  });

  it('refuses a lock that lacks the packages of another platform', () => {
    const a = { optionalDependencies: { 'a-win32': '1' } };
    expect(check(lockFile, lock({ 'node_modules/a': a, 'node_modules/a-win32': {} }))).toEqual([]);
    expect(check(lockFile, lock({ 'node_modules/a': a }))).toEqual(['package-lock.json:1 fail lock-file']);
  });

  it.each([
    ['a registry', `https://${'registry'}.example.org/x`],
    ['a setting that names one', `${'registry'}=mirror.example.org`],
    ['a folder of the workplace', `cd /${'work'}/main`],
    ['a home folder', `"/${'root'}/.npm"`],
  ])('refuses %s in a text', (_, text) => {
    expect(check(noForeignNames, { 'docs/a.md': `a\n${text}` })).toEqual(['docs/a.md:2 fail no-foreign-names']);
  });

  it('leaves addresses and words alone', () => {
    const text = `https://example.org/${'work'}/1 and src/${'root'}/a.ts and a fee for work/life, registry.metrics()`;
    expect(check(noForeignNames, { 'docs/a.md': text })).toEqual([]);
  });
});

describe('numbers of advisory locks', () => {
  it('are each one part’s own, however they are written', () => {
    const files = {
      'src/a.ts': 'const LOCK = 7_318_001;',
      'src/b.ts': "run('select pg_advisory_xact_lock(7318002)');\n\nconst LOCK = 7_318_001;",
      'src/c.ts': 'run(`select 1, pg_try_advisory_lock(7318002)`);',
      'src/d.test.ts': 'const LOCK = 7_318_001;',
    };
    expect(check(lockNumbers, files)).toEqual(['src/b.ts:3 fail lock-numbers', 'src/c.ts:1 fail lock-numbers']);
  });

  it('are of the program’s own hundred', () => {
    expect(check(lockNumbers, { 'src/a.ts': "run('select pg_advisory_lock(42)');" })).toEqual([
      'src/a.ts:1 fail lock-numbers',
    ]);
    expect(check(lockNumbers, { 'src/a.ts': "run('select pg_advisory_lock($1)', [id]); // 7318001" })).toEqual([]);
  });
});
