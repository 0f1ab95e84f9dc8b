import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './common.mjs';

const OLDEST = [24, 7]; // argon2id arrived in node:crypto with 24.7

/** The Node that package.json pins for this machine; the running one where npm has none and it is new enough. */
export function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  if (existsSync(pinned)) return pinned;
  if (isNewEnough(process.versions.node)) return process.execPath;
  say(
    `Pustaka needs Node ${OLDEST.join('.')} or newer. This is Node ${process.versions.node}, and npm offers no pinned ` +
      `Node for ${process.platform}-${process.arch}.\nInstall Node 24 from https://nodejs.org and start again.`,
  );
  process.exit(1);
}

export const isRunningOn = (node) => realpathSync(node) === realpathSync(process.execPath);

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
