import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { exitCode, root } from './common.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode, isRunningOn } from './node.mjs';

const main = join(root, 'dist', 'main.js');
await ensureInstalled();
const built = await ensureBuilt();
if (built !== 0) process.exit(built);
const node = findNode();
if (isRunningOn(node)) {
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  handOver(node);
}

function handOver(program) {
  const child = spawn(program, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`Cannot start ${program}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(exitCode(code, signal)));
}
