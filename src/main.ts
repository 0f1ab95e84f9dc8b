import { run } from './cli/run.ts';

process.exitCode = await run(process.argv.slice(2));
// Whatever may still be open must not keep a finished command alive.
setTimeout(() => process.exit(), 3_000).unref();
