import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/kernel/errors.ts';
import { ZipWriter } from '../../src/lib/zip/write.ts';
import { verifyExport } from '../../src/modules/export/index.ts';
import { manifestOf, parseManifest } from '../../src/modules/export/manifest.ts';
import { fuzzRuns, fuzzTime } from '../support/fuzz.ts';

const BODY = Buffer.from('{"id":1}\n{"id":2}\n');
const SHA = createHash('sha256').update(BODY).digest('hex');
const MANIFEST = manifestOf({
  library: 'Uji',
  startedAt: '2026-03-02T03:00:00.000Z',
  finishedAt: '2026-03-02T03:00:01.000Z',
  parts: ['data', 'files'],
  withoutPeople: false,
  schema: { number: 26, migrations: ['0001_kernel', '0026_leaving_and_moving'] },
  lastTransaction: '1234',
  sequences: { copy_barcode_seq: '12' },
  months: { facts: ['2026-03'] },
  files: [
    { path: 'data/books.jsonl', bytes: BODY.length, sha256: SHA, rows: 2 },
    { path: 'files/covers/a-1.jpg', bytes: BODY.length, sha256: SHA },
  ],
  leftOut: [{ what: 'sessions', why: { id: 'x', en: 'x' } }],
});
const TEXT = JSON.stringify(MANIFEST);

const nasty = fc.constantFrom(
  '../',
  '/etc/passwd',
  '\\u0000',
  '\\ud800',
  '{',
  ']',
  '"',
  '99999999999999999999',
  '-1',
  '1e400',
  'null',
  '__proto__',
  'files/../../',
  '"files":',
);
const changed = fc
  .array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), fc.oneof(nasty, fc.string({ maxLength: 6 }))),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) =>
    list.reduce((text, [at, drop, add]) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + add + text.slice(from + drop);
    }, TEXT),
  );

/** Refusals have a name; anything else is a bug. */
function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.reason;
  throw error;
}

describe('exports as anybody may have made them', () => {
  let folder: string;
  let good: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pustaka-fuzz-export-'));
    const file = join(folder, 'good.zip');
    const handle = await open(file, 'w');
    const zip = new ZipWriter(handle);
    for (const { path } of MANIFEST.files) await zip.add(path, [BODY], { store: path.endsWith('.jpg') });
    await zip.add('manifest.json', [Buffer.from(TEXT)]);
    await zip.end();
    await handle.close();
    good = await readFile(file);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'a manifest is believed with paths below the folder alone, or refused by name',
    () => {
      fc.assert(
        fc.property(changed, (text) => {
          try {
            const { files, sequences, lastTransaction } = parseManifest(text);
            for (const { path } of files)
              expect(path).toMatch(/^(?:marc|csv|data|files|audit|archive)\/(?!.*\.\.)[\w./-]+$/);
            for (const value of [...Object.values(sequences), lastTransaction]) expect(value).toMatch(/^\d+$/);
          } catch (error) {
            expect(reasonOf(error)).toMatch(/^export\.(?:bad_manifest|newer_format)$/);
          }
        }),
        fuzzRuns(2_000),
      );
    },
    fuzzTime(60_000),
  );

  it(
    'a damaged ZIP is told to be damaged, or is whole all the same',
    async () => {
      const damage = fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 0.999, noNaN: true }),
          drop: fc.nat(20),
          add: fc.uint8Array({ maxLength: 6 }),
        }),
        { minLength: 1, maxLength: 3 },
      );
      const place = join(folder, 'one.zip');
      expect((await verifyExport(join(folder, 'good.zip'))).damaged).toEqual([]);
      await fc.assert(
        fc.asyncProperty(damage, async (list) => {
          const bytes = list.reduce((all, { at, drop, add }) => {
            const from = Math.floor(at * all.length);
            return Buffer.concat([all.subarray(0, from), add, all.subarray(from + drop)]);
          }, good);
          await writeFile(place, bytes);
          try {
            const { damaged, manifest } = await verifyExport(place);
            expect(damaged.length).toBeLessThanOrEqual(manifest.files.length);
          } catch (error) {
            expect(reasonOf(error)).toMatch(/^export\.(?:unreadable|no_manifest|bad_manifest|newer_format)$/);
          }
        }),
        fuzzRuns(2_000),
      );
    },
    fuzzTime(60_000),
  );
});
