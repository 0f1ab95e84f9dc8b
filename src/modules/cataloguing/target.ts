import { isIP } from 'node:net';
import { z } from 'zod';
import { CHARSETS, type Target } from '../../drivers/targets/index.ts';

import type { Locale } from '../../kernel/i18n.ts';
import { Moment, parseInput, trimmed } from '../../kernel/validation.ts';
import { SRU_VERSIONS } from '../../lib/sru/address.ts';
import { INDEX_NAME } from '../../lib/sru/query.ts';
import { SYNTAX_NAMES } from '../../lib/z3950/requests.ts';

const IndexName = z.string().trim().regex(INDEX_NAME, 'cataloguing.bad_index').nullable();
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const Host = z
  .string()
  .trim()
  .max(255, 'cataloguing.bad_host')
  .refine((text) => HOST.test(text) || isIP(text) !== 0, 'cataloguing.bad_host');
const Port = z.int('cataloguing.bad_port').min(1, 'cataloguing.bad_port').max(65_535, 'cataloguing.bad_port');

/** An address of http(s) without a password in it. */
const Url = z
  .string()
  .trim()
  .max(500, 'cataloguing.bad_url')
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  }, 'cataloguing.bad_url');

/** What is said of any target … */
const shared = {
  name: trimmed(80),
  timeoutMs: z
    .int('cataloguing.bad_timeout')
    .min(500, 'cataloguing.bad_timeout')
    .max(30_000, 'cataloguing.bad_timeout'),
  position: z.int().min(0).max(1000),
  enabled: z.boolean(),
} as const;
/** … of one that speaks SRU … */
const sru = {
  url: Url,
  sruVersion: z.enum(SRU_VERSIONS),
  recordSchema: trimmed(60).nullable(),
  indexIsbn: IndexName,
  indexIssn: IndexName,
  indexTitle: IndexName,
  indexAuthor: IndexName,
} as const;
/** … and of one that speaks Z39.50. */
const z3950 = {
  host: Host,
  port: Port,
  database: trimmed(100),
  syntax: z.enum(SYNTAX_NAMES),
  charset: z.enum(CHARSETS),
} as const;

const partly = <S extends z.ZodRawShape>(shape: S) => z.object(shape).partial().shape;

/** What may be sent; which of it is needed depends on the protocol. */
export const TargetInput = {
  protocol: z.enum(['SRU', 'Z3950']),
  ...partly(shared),
  ...partly(sru),
  ...partly(z3950),
  name: shared.name,
} as const;
export const TargetChange = partly({ ...shared, ...sru, ...z3950 });

const DEFAULTS = {
  timeoutMs: 5_000,
  position: 100,
  enabled: true,
  sruVersion: '1.1',
  recordSchema: 'marcxml',
  indexIsbn: 'bath.isbn',
  indexIssn: 'bath.issn',
  indexTitle: 'dc.title',
  indexAuthor: 'dc.creator',
  port: 210,
  syntax: 'USMARC',
  charset: 'AUTO',
} as const;

const SruSettings = z.object({ protocol: z.literal('SRU'), ...shared, ...sru });
const Z3950Settings = z.object({ protocol: z.literal('Z3950'), ...shared, ...z3950 });
const NONE = {
  url: null,
  sruVersion: null,
  recordSchema: null,
  indexIsbn: null,
  indexIssn: null,
  indexTitle: null,
  indexAuthor: null,
  host: null,
  port: null,
  database: null,
  syntax: null,
  charset: null,
} as const;

/** Everything that is needed, and nothing of the other protocol. */
export function settingsOf(locale: Locale, given: Readonly<Record<string, unknown>>): TargetSettings {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const schema = said.protocol === 'SRU' ? SruSettings : Z3950Settings;
  return {
    ...NONE,
    ...parseInput<typeof SruSettings | typeof Z3950Settings>(schema, { ...DEFAULTS, ...said }, locale),
  };
}

export const TargetReply = z.object({
  id: z.uuid(),
  protocol: z.enum(['SRU', 'Z3950']),
  ...shared,
  url: z.string().nullable(),
  sruVersion: z.enum(SRU_VERSIONS).nullable(),
  recordSchema: z.string().nullable(),
  indexIsbn: z.string().nullable(),
  indexIssn: z.string().nullable(),
  indexTitle: z.string().nullable(),
  indexAuthor: z.string().nullable(),
  host: z.string().nullable(),
  port: z.int().nullable(),
  database: z.string().nullable(),
  syntax: z.enum(SYNTAX_NAMES).nullable(),
  charset: z.enum(CHARSETS).nullable(),
  /** What came of checking it last; null: never checked since its settings were changed. */
  health: z
    .object({ at: Moment, ok: z.boolean(), ms: z.int(), code: z.string().nullable(), message: z.string().nullable() })
    .nullable(),
  version: z.int(),
});
export type TargetReply = z.output<typeof TargetReply>;
/** What is kept of a target. */
export type TargetSettings = Omit<TargetReply, 'id' | 'health' | 'version'>;

/** As the driver asks it. */
export function toTarget(row: Omit<TargetReply, 'health'>): Target {
  const { id, name, version, timeoutMs } = row;
  if (row.protocol === 'Z3950') {
    const { host, port, database, syntax, charset } = row;
    if (!host || !port || !database || !syntax || !charset) throw new Error(`target ${id} is incomplete`);
    return { id, name, version, timeoutMs, protocol: 'Z3950', z3950: { host, port, database, syntax, charset } };
  }
  const { url, sruVersion, recordSchema, indexIsbn, indexIssn, indexTitle, indexAuthor } = row;
  if (!url || !sruVersion) throw new Error(`target ${id} is incomplete`);
  const indexes = { isbn: indexIsbn, issn: indexIssn, title: indexTitle, author: indexAuthor };
  return {
    id,
    name,
    version,
    timeoutMs,
    protocol: 'SRU',
    sru: { url, version: sruVersion, schema: recordSchema, indexes },
  };
}
