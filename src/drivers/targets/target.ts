import type { MarcRecord } from '../../lib/marc/record.ts';
import type { SruTarget } from '../../lib/sru/address.ts';
import type { Syntax } from '../../lib/z3950/requests.ts';

/** What the bytes of a record are: as its leader and the bytes themselves tell, or as somebody knows better. */
export const CHARSETS = ['AUTO', 'UTF8', 'MARC8'] as const;
export type Charset = (typeof CHARSETS)[number];

export interface Z3950Target {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly syntax: Syntax;
  readonly charset: Charset;
}

/** Where and how another catalogue is asked. */
export type Target = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly timeoutMs: number;
} & (
  | { readonly protocol: 'SRU'; readonly sru: SruTarget }
  | { readonly protocol: 'Z3950'; readonly z3950: Z3950Target }
);

export interface Limits {
  /** Records at most. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** Whether addresses of one's own network may be asked. */
  readonly privateToo: boolean;
}

export interface Found {
  /** Hits, of which some are brought. */
  readonly total: number;
  readonly records: readonly MarcRecord[];
  /** Records that came but could not be read. */
  readonly unread: number;
}
