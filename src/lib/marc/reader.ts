import type { MarcLimits } from './limits.ts';
import type { MarcProblem, Refusal, Repair } from './problem.ts';
import type { MarcRecord } from './record.ts';

export type MarcFormat = 'iso2709' | 'marcxml' | 'json';
export type MarcEncoding = 'ascii' | 'utf-8' | 'marc-8' | 'windows-1252';

interface Place {
  /** Of all records of the file, refused ones too, from 0. */
  readonly index: number;
  /** Where it begins in the file, in bytes. */
  readonly offset: number;
  /** How much of the file it is. */
  readonly bytes: number;
  /** As it stands in the file; of a refused one no more than `maxRejectBytes`. */
  readonly raw: Buffer;
}

export interface MarcAccepted extends Place {
  readonly ok: true;
  readonly record: MarcRecord;
  /** What it turned out to be, whatever its leader says. */
  readonly encoding: MarcEncoding;
  readonly problems: readonly MarcProblem<Repair>[];
}

export interface MarcRejected extends Place {
  readonly ok: false;
  readonly problem: MarcProblem<Refusal>;
}

export type MarcRead = MarcAccepted | MarcRejected;

/** Takes the file in chunks of any size and gives records as soon as they are whole. Never throws on what is in the file. */
export interface MarcReader {
  push(chunk: Uint8Array): MarcRead[];
  end(): MarcRead[];
}

export interface ReaderOptions {
  readonly limits?: Partial<MarcLimits> | undefined;
  /** Where the source begins in its file, when an earlier reading is taken up again. */
  readonly from?: { readonly offset: number; readonly index: number } | undefined;
}
