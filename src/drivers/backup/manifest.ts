import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { failure } from '../../kernel/errors.ts';
import { eachOf, hashOf, unlessAbsent, writeHashed } from './copying.ts';

/** As root we write what a manifest says: never outside the folder. */
const Inside = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith('/') && !/\\|\0|^\w:/.test(text) && !text.split('/').includes('..'));

const Entry = z.object({ path: Inside, size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type Entry = z.infer<typeof Entry>;

const Cluster = z.object({
  postgresMajor: z.int(),
  systemIdentifier: z.string(),
  segmentBytes: z.int().positive(),
  startLsn: z.string(),
  stopLsn: z.string(),
  startWal: z.string(),
  stopWal: z.string(),
  migrations: z.array(z.string()),
  auditCheckpoint: z.object({ size: z.int(), root: z.string(), at: z.string() }).nullable(),
});
export type Cluster = z.infer<typeof Cluster>;

const FORMAT = 1;

const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  bytes: z.int().min(0),
  /** Null in a backup of files and keys alone. */
  database: Cluster.nullable(),
  folders: z.array(Inside),
  files: z.array(Entry),
});
export type Manifest = z.infer<typeof Manifest>;

const NAME = 'manifest.json';

export const manifestFile = (folder: string): string => path.join(folder, NAME);

export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format' | 'bytes'>): Promise<Manifest> {
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
  const whole: Manifest = { format: FORMAT, ...manifest, bytes };
  await writeHashed(manifestFile(folder), Buffer.from(`${JSON.stringify(whole, null, 1)}\n`));
  return whole;
}

/** Undefined where there is none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = manifestFile(folder);
  const text = await readFile(file, 'utf8').catch(unlessAbsent);
  if (text === undefined) return undefined;
  const bad = (reason: string) => failure('UNPROCESSABLE', 'restore.bad_manifest', { params: { file, reason } });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw bad(String(error));
  }
  const format = z.object({ format: z.number() }).safeParse(json).data?.format;
  if (format !== undefined && format > FORMAT)
    throw failure('UNPROCESSABLE', 'restore.newer', { params: { version: versionOf(json) } });
  const parsed = Manifest.safeParse(json);
  if (!parsed.success) throw bad(parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
  return parsed.data;
}

const versionOf = (json: unknown): string => z.object({ version: z.string() }).safeParse(json).data?.version ?? '?';

/** Paths that are missing or are not what the manifest says. */
export async function damagedFiles(folder: string, files: readonly Entry[], signal?: AbortSignal): Promise<string[]> {
  const damaged: string[] = [];
  await eachOf(
    files,
    async (entry) => {
      const found = await hashOf(path.join(folder, entry.path));
      if (found?.sha256 !== entry.sha256) damaged.push(entry.path);
    },
    signal,
  );
  return damaged.sort();
}
