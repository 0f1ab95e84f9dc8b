import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

const PACK = 32_768;
const PACK_EVERY_MS = 250;

/** Lines go out in packs: handed on one by one, a line costs a request 4 µs instead of 1. */
function inPacks(target: DestinationStream): DestinationStream {
  let lines: string[] = [];
  let length = 0;
  const send = (): void => {
    if (length > 0) target.write(lines.join(''));
    lines = [];
    length = 0;
  };
  setInterval(send, PACK_EVERY_MS).unref();
  // Before the target's own last act.
  process.prependListener('beforeExit', send);
  process.prependListener('exit', send);
  return {
    write(line) {
      lines.push(line);
      length += line.length;
      if (length >= PACK) send();
    },
  };
}

let last = { ms: 0, text: '' };

/** Lines of one millisecond share its text. */
function timestamp(): string {
  const ms = Date.now();
  if (ms !== last.ms) last = { ms, text: `,"timestamp":"${new Date(ms).toISOString()}"` };
  return last.text;
}

/** JSON lines on stdout; what could be a secret is never written. */
export function makeLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label }) },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', '*.secret'],
  };
  return pino(options, destination ?? inPacks(pino.destination({ dest: 1, sync: false })));
}
