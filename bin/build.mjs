import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readText, root, run, say } from './common.mjs';
import { lockHash } from './install.mjs';
import { withLock } from './lock.mjs';
import { findNode } from './node.mjs';

const src = join(root, 'src');
const dist = join(root, 'dist');
const cache = join(root, '.cache');
const hashFile = '.build-hash';

/** Compiles src/ to dist/ when something changed and says with which exit code; without src/, dist/ is taken as it is. */
export async function ensureBuilt() {
  if (!existsSync(src) || isCurrent()) return 0;
  return withLock(join(cache, 'start.lock'), () => (isCurrent() ? 0 : build()));
}

// Line 1 is cheap (times and sizes), line 2 sure (contents): a copied or freshly cloned tree is not compiled again.
function isCurrent() {
  const [byTime, byContent] = (readText(join(dist, hashFile)) ?? '').split('\n');
  if (!byContent) return false;
  const files = inputs();
  if (byTime === hashOfTimes(files)) return true;
  if (byContent !== hashOfContents(files)) return false;
  try {
    writeFileSync(join(dist, hashFile), hashes(files));
  } catch {
    // A read-only installation only pays for the slower comparison.
  }
  return true;
}

async function build() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    say('The program changed and must be built, but the compiler is not installed. Run "npm ci --include=dev".');
    return 1;
  }
  say('Building ...');
  const fresh = join(cache, `dist-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  // Taken first: a file saved while we compile must lead to another build.
  const built = hashes(inputs());
  // Types are checked by `npm run check`; starting only translates.
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', fresh, '--noCheck'];
  const code = await run(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    say('The build failed; the messages above say where.');
    return code;
  }
  copyAssets(fresh);
  const bundled = await bundle(join(fresh, 'browser'));
  if (bundled !== 0) return bundled;
  writeFileSync(join(fresh, hashFile), built);
  swap(fresh);
  return 0;
}

/** What the browser gets; Vite runs on the Node we bring, whatever started us. */
function bundle(outDir) {
  if (!existsSync(join(src, 'browser'))) return 0;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const node = findNode();
  const env = { ...process.env, BROWSER_OUT: outDir, NODE_ENV: 'production' };
  return run(node, [vite, 'build'], { cwd: root, env, stdio: ['ignore', 2, 'inherit'] });
}

// dist/ is replaced whole, so that nobody ever starts from half a build.
function swap(fresh) {
  const old = join(cache, `dist-old-${process.pid}`);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

function copyAssets(target) {
  for (const file of listFiles(src)) {
    if (/\.(tsx?|md)$/.test(file) || file.startsWith(join(src, 'browser'))) continue;
    const to = join(target, relative(src, file));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(file, to);
  }
}

const hashes = (files) => `${hashOfTimes(files)}\n${hashOfContents(files)}\n`;

function inputs() {
  const configs = readdirSync(root).filter((name) => /^(tsconfig.*\.json|vite\.config\.ts)$/.test(name));
  return [
    ...listFiles(src).filter((file) => !/\.test\.tsx?$/.test(file)),
    ...configs.map((name) => join(root, name)),
  ].sort();
}

function hashOfTimes(files) {
  const hash = createHash('sha256').update(lockHash());
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

function hashOfContents(files) {
  const hash = createHash('sha256').update(lockHash());
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}
