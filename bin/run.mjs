import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { readText, root, run } from './common.mjs';
import { develop } from './develop.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode } from './node.mjs';

const [task, ...rest] = process.argv.slice(2);
await ensureInstalled({ tools: true });
const node = findNode();
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };

/** Runs a file with the pinned Node; packages are started by their script, which works on every platform. */
const runNode = (file, args = []) => run(node, [join(root, file), ...args], { cwd: root, env });
const TSC = 'node_modules/typescript/bin/tsc';
const tsc = async () => (await runNode(TSC, ['--noEmit'])) || runNode(TSC, ['--noEmit', '-p', 'tsconfig.browser.json']);
const biome = () => runNode('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings']);
const house = () => runNode('scripts/house.ts');
const vitest = (args) => runNode('node_modules/vitest/vitest.mjs', ['run', ...args]);

const checks = [
  ['Types', tsc],
  ['Lint and format', biome],
  ['House', house],
];

const tasks = {
  build: async () => finish(await ensureBuilt()),
  dev: () => develop(),
  check: async () => finish(await checkAll()),
  test: () => (rest.length > 0 ? someTests() : allTests()),
  types: async () => finish(await runNode('scripts/generate-types.ts', rest)),
  docs: async () => finish((await ensureBuilt()) || (await runNode('scripts/docs.ts', rest))),
  faults: async () => {
    finish((await ensureBuilt()) || (await faults()));
  },
  fuzz: async () => {
    env.FUZZ_FACTOR ??= '50';
    finish(await vitest(['test/fuzz', '--testTimeout=3600000', ...rest]));
  },
  bench: async () => finish((await ensureBuilt()) || (await runNode('bench/run.ts', rest))),
};

if (!task || !Object.hasOwn(tasks, task)) {
  process.stderr.write(`Which task? One of: ${Object.keys(tasks).join(', ')}\n`);
  process.exit(2);
}
await tasks[task]();

function finish(code) {
  process.exit(code);
}

function header(title) {
  process.stdout.write(`\n== ${title}\n`);
}

async function checkAll() {
  for (const [title, step] of checks) {
    header(title);
    const code = await step();
    if (code !== 0) return code;
  }
  return 0;
}

function faults() {
  if (existsSync(join(root, 'vitest.faults.config.ts')))
    return vitest(['--config', 'vitest.faults.config.ts', ...rest]);
  return runNode('test/faults/run.ts', rest);
}

async function someTests() {
  await ensureBuilt();
  finish(await vitest(rest));
}

async function allTests() {
  let passed = 0;
  for (const [title, step] of [['Build', ensureBuilt], ...checks]) {
    header(title);
    const code = await step();
    if (code !== 0) total({ passed, failed: 1, skipped: 0 }, code);
    passed += 1;
  }
  header('Tests');
  const { code, counts } = await countedVitest();
  total({ ...counts, passed: counts.passed + passed }, code);
}

async function countedVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'pustaka-test-'));
  const report = join(folder, 'report.json');
  const code = await vitest(['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const counts = countTests(readText(report));
  rmSync(folder, { recursive: true, force: true });
  // A crash outside any test must not read as "0 failed".
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { code, counts };
}

function countTests(text) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (!text) return counts;
  for (const file of JSON.parse(text).testResults) {
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
    }
    const fileItselfFailed =
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
    if (fileItselfFailed) counts.failed += 1;
  }
  return counts;
}

function total({ passed, failed, skipped }, code) {
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  finish(code);
}
