import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMarc } from '../../src/lib/marc/read.ts';
import type { MarcAccepted, MarcRead, MarcReader, MarcRejected, ReaderOptions } from '../../src/lib/marc/reader.ts';
import type { DataField, MarcField, MarcRecord } from '../../src/lib/marc/record.ts';

/** Real files of other programs, beside the repository. */
const DATA = join(import.meta.dirname, '../../../shared/data/marc');
export const hasMarcData = existsSync(DATA);
export const marcFile = (name: string): Buffer => readFileSync(join(DATA, name));
export const marcPath = (name: string): string => join(DATA, name);

export const hasYaz = ((): boolean => {
  try {
    execFileSync('yaz-marcdump', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** What Debian's yaz makes of a file, as MARCXML. */
export const yazXml = (path: string, from: string, format = 'marc'): Buffer =>
  execFileSync('yaz-marcdump', ['-i', format, '-o', 'marcxml', '-f', from, '-t', 'utf-8', path], {
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

export async function readAll(file: Buffer | string, options: ReaderOptions = {}): Promise<MarcRead[]> {
  const { records } = await openMarc([Buffer.from(file)], options);
  const read: MarcRead[] = [];
  for await (const one of records) read.push(one);
  return read;
}

export const accepted = (read: readonly MarcRead[]): MarcAccepted[] => read.filter((one) => one.ok);
export const rejected = (read: readonly MarcRead[]): MarcRejected[] => read.filter((one) => !one.ok);
export const recordsOf = (read: readonly MarcRead[]): MarcRecord[] => accepted(read).map(({ record }) => record);
export const problemsOf = (read: readonly MarcRead[]): string[] =>
  read.flatMap((one) => (one.ok ? one.problems.map(({ code }) => code) : [one.problem.code]));

/** Everything of a reader that gets its file in chunks of this size. */
export function inChunks(reader: MarcReader, file: Buffer, size: number): MarcRead[] {
  const read: MarcRead[] = [];
  for (let at = 0; at < file.length; at += size) read.push(...reader.push(file.subarray(at, at + size)));
  return [...read, ...reader.end()];
}

export const field = (tag: string, indicators: string, ...subfields: readonly string[]): DataField => ({
  tag,
  indicators,
  subfields: subfields.map((text) => ({ code: text.slice(0, 1), value: text.slice(1) })),
});

/** A book with this title, unless more is said. */
export const marc = (
  title: string,
  fields: readonly MarcField[] = [],
  leader = '00000nam a2200000 a 4500',
): MarcRecord => ({
  leader,
  fields: [{ tag: '001', value: `no-${title}` }, field('245', '00', `a${title}`), ...fields],
});
