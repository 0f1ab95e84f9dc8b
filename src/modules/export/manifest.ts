import { z } from 'zod';
import { VERSION } from '../../lib/version.ts';
import { badExport } from './errors.ts';

export const MANIFEST = 'manifest.json';
export const PARTS = ['marc', 'csv', 'data', 'files'] as const;
export type Part = (typeof PARTS)[number];

/** Below the export's own folders and nowhere else, whatever a manifest says. */
const INSIDE = /^(?:marc|csv|data|files|audit|archive)(?:\/[A-Za-z0-9._-]+)+$/;
const Inside = z
  .string()
  .max(1000)
  .refine((path) => INSIDE.test(path) && !path.split('/').some((part) => /^\.+$/.test(part)));

const Entry = z.object({
  path: Inside,
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Lines of a table or sheet, records of a MARC file. */
  rows: z.int().min(0).optional(),
});
export type Entry = z.infer<typeof Entry>;

const Name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const Texts = z.object({ id: z.string(), en: z.string() });
const FORMAT = 1;

const Manifest = z.object({
  format: z.literal(FORMAT),
  program: z.literal('pustaka'),
  version: z.string().max(50),
  library: z.string().max(500),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  parts: z.array(z.enum(PARTS)),
  withoutPeople: z.boolean(),
  /** Names of the migrations the tables were made by; `number` is the newest one's. */
  schema: z.object({ number: z.int(), migrations: z.array(z.string().max(200)).max(10_000) }),
  /** Of the newest transaction that wrote a fact or a ledger entry: the next library counts on from there. */
  lastTransaction: z.string().regex(/^\d{1,20}$/),
  sequences: z.record(Name, z.string().regex(/^\d{1,19}$/)),
  /** Months that have a part of a table to themselves. */
  months: z.record(Name, z.array(z.string().regex(/^[12]\d{3}-(?:0[1-9]|1[0-2])$/)).max(5_000)),
  files: z.array(Entry),
  leftOut: z.array(z.object({ what: z.string(), why: Texts })),
});
export type Manifest = z.infer<typeof Manifest>;
export type Told = Omit<Manifest, 'format' | 'program' | 'version'>;

export const manifestOf = (told: Told): Manifest => ({
  format: FORMAT,
  program: 'pustaka',
  version: VERSION,
  ...told,
});

/** What stands in a manifest, or a refusal that says what is wrong with it. */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw badExport('bad_manifest', { reason: error instanceof Error ? error.message : String(error) });
  }
  const newer = z.object({ format: z.number(), version: z.string().max(50) }).safeParse(json).data;
  if (newer && newer.format > FORMAT) throw badExport('newer_format', { version: newer.version });
  const parsed = Manifest.safeParse(json);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 5);
    throw badExport('bad_manifest', { reason: places.join(', ') });
  }
  const twice = repeated(parsed.data.files.map(({ path }) => path));
  if (twice) throw badExport('bad_manifest', { reason: twice });
  return parsed.data;
}

/** One file on a disk that does not tell capitals apart. */
function repeated(paths: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return paths.find((path) => seen.size === seen.add(path.toLowerCase()).size);
}
