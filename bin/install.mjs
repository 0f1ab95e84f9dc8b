import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, root, run, say } from './common.mjs';
import { withLock } from './lock.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.pustaka-lock');

export function lockHash() {
  const lock = readText(join(root, 'package-lock.json'));
  return lock === undefined ? 'no lock' : createHash('sha256').update(lock).digest('hex');
}

/**
 * Brings node_modules to what package-lock.json says; returns at once when it is there already. Starting needs less than
 * working on the program: the browser and the tools of the tests stay away.
 */
export async function ensureInstalled({ tools = false } = {}) {
  if (isCurrent(tools)) return;
  await withLock(join(root, '.cache', 'start.lock'), async () => {
    if (isCurrent(tools) || adoptForeignInstall(tools)) return;
    await install(tools);
    stamp(tools);
  });
}

function isCurrent(tools) {
  const [hash, has] = (readText(stampFile) ?? '').split(' ');
  return hash === lockHash() && (!tools || has === 'tools');
}
const stamp = (tools) => writeFileSync(stampFile, tools ? `${lockHash()} tools` : lockHash());

async function install(tools) {
  const hasLock = existsSync(join(root, 'package-lock.json'));
  const kind = tools ? '--include=dev' : '--omit=dev';
  say('Installing packages (the first time this takes up to a minute) ...');
  const args = [hasLock ? 'ci' : 'install', kind, '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (code === 0) return;
  say(`npm could not install the packages (exit code ${code}). Run "npm ci" in ${root} to see why.`);
  process.exit(1);
}

// Someone ran npm by hand: npm's own record of what is installed agrees with our lock, so nothing is to be done.
function adoptForeignInstall(tools) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(modules, '.package-lock.json'));
  if (!wanted || !present) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || (entry.optional && !present[path])) continue;
    if (!tools && (entry.dev || entry.devOptional) && !present[path]) continue;
    if (present[path]?.version !== entry.version) return false;
  }
  if (Object.keys(present).some((path) => !wanted[path])) return false;
  stamp(tools);
  return true;
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
