import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Progress goes to stderr: stdout belongs to the command's own output. */
export const say = (message) => process.stderr.write(`${message}\n`);

export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

export const exitCode = (code, signal) => (signal ? 128 + constants.signals[signal] : code);

/** Runs a program in the project folder and resolves to its exit code; `stdout` may be sent elsewhere. */
export function run(command, args, { stdout = 'inherit', ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', stdout, 'inherit'], ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}
