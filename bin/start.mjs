import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { root, run } from './common.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode, isRunningOn } from './node.mjs';

const main = join(root, 'dist', 'main.js');
await ensureInstalled();
const built = await ensureBuilt();
if (built !== 0) process.exit(built);
const node = findNode();
// Compiled code is kept from one start to the next, which saves a sixth of a second; Node 20 cannot.
const cache = process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'node');
if (isRunningOn(node)) {
  process.argv[1] = main;
  module.enableCompileCache?.(cache);
  await import(pathToFileURL(main).href);
} else {
  process.exit(
    await run(node, [main, ...process.argv.slice(2)], { env: { ...process.env, NODE_COMPILE_CACHE: cache } }),
  );
}
