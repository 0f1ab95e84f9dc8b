import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { root, say } from './common.mjs';
import { findNode } from './node.mjs';

const QUIET_MS = 150;

/** Builds and starts the library, and again whenever a source is saved; open pages reload themselves. Ctrl-C ends both. */
export async function develop() {
  const node = findNode();
  let server;
  let timer;
  let busy = Promise.resolve();
  const stop = () =>
    new Promise((resolve) => {
      if (!server || server.exitCode !== null) return resolve();
      server.once('exit', resolve);
      server.kill('SIGTERM');
    });
  const start = async () => {
    if ((await ensureBuilt()) !== 0) return say('Waiting for the next change ...');
    await stop();
    server = spawn(node, [join(root, 'dist', 'main.js'), 'start', ...process.argv.slice(3)], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'development' },
    });
  };
  const again = () => {
    busy = busy.then(start);
  };
  again();
  watch(join(root, 'src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(again, QUIET_MS);
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      void stop().then(() => process.exit(0));
    });
}
