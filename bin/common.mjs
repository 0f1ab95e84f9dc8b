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

/** Runs a program, passes signals on to it, and resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const stopPassing = passSignals(child);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      stopPassing();
      resolve(signal ? 128 + constants.signals[signal] : code);
    });
  });
}

// A terminal sends Ctrl-C to the child as well; a second one would mean "at once".
function passSignals(child) {
  const signals = process.stdin.isTTY || process.stderr.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  const ignore = () => {};
  for (const signal of signals) process.on(signal, pass);
  process.on('SIGINT', ignore);
  const stopWatching = onParentGone(() => child.kill('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, pass);
    process.off('SIGINT', ignore);
  };
}

// npm signals only its shell, which ends without passing it on: then a parent that is gone is the signal.
function onParentGone(stop) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  return () => clearInterval(timer);
}
