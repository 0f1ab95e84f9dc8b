import { text as readAll } from 'node:stream/consumers';
import { EXIT, Problem } from '../problem.ts';

/** First line of stdin: what a secret is piped in with, so that it stands in no process list and no shell history. */
export async function passwordFromStdin(): Promise<string> {
  const [line = ''] = (await readAll(process.stdin)).split(/\r?\n/);
  if (line === '') throw new Problem('cli.no_password', {}, EXIT.usage);
  return line;
}
