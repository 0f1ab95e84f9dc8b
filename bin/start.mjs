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
if (isRunningOn(node)) {
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  process.exit(await run(node, [main, ...process.argv.slice(2)]));
}
