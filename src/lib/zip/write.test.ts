import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { ZipWriter } from './write.ts';

describe('a ZIP file written piece by piece', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pustaka-zip-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  type Part = { name: string; pieces: Uint8Array[]; store: boolean };
  async function written(name: string, parts: readonly Part[]): Promise<string> {
    const file = join(folder, name);
    const handle = await open(file, 'w');
    const zip = new ZipWriter(handle);
    for (const { name: inside, pieces, store } of parts) await zip.add(inside, pieces, { store });
    await zip.end();
    await handle.close();
    return file;
  }

  async function read(file: string): Promise<[string, Buffer][]> {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    const found: [string, Buffer][] = [];
    for await (const entry of zip.eachEntry())
      found.push([entry.fileName, await buffer(await zip.openReadStreamPromise(entry))]);
    zip.close();
    return found;
  }

  it('is read by others as it was written, whatever the pieces', async () => {
    const part = fc.record({
      pieces: fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 6 }),
      store: fc.boolean(),
    });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const named = parts.map((each, at) => ({ ...each, name: `map/ké-${at}.bin` }));
        const file = await written(`${n++ % 4}.zip`, named);
        expect(await read(file)).toEqual(
          named.map(({ name, pieces }) => [name, Buffer.concat(pieces.map((one) => Buffer.from(one)))]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('may have more files than fit into the short count', async () => {
    const parts = Array.from({ length: 66_000 }, (_, at) => ({ name: `f${at}`, pieces: [], store: true }));
    const zip = await openPromise(await written('many.zip', parts), { lazyEntries: true, autoClose: false });
    const names: string[] = [];
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    zip.close();
    expect(names).toHaveLength(66_000);
    expect(names.at(-1)).toBe('f65999');
  }, 60_000);

  it('is the same bytes each time, and what fails in a body fails the file', async () => {
    const parts = [{ name: 'a', pieces: [Buffer.from('halo')], store: false }];
    expect(await readFile(await written('one.zip', parts))).toEqual(await readFile(await written('two.zip', parts)));
    async function* broken() {
      yield Buffer.from('x');
      throw new Error('the disk is gone');
    }
    const handle = await open(join(folder, 'broken.zip'), 'w');
    for (const store of [true, false])
      await expect(new ZipWriter(handle).add('a', broken(), { store })).rejects.toThrow('the disk is gone');
    await handle.close();
  });

  it.skipIf(!hasPython())('is a ZIP file for Python too', async () => {
    const file = await written('python.zip', [
      { name: 'data/a.jsonl', pieces: [Buffer.from('{"a":1}\n')], store: false },
      { name: 'files/b.jpg', pieces: [Buffer.alloc(70_000, 7)], store: true },
    ]);
    const script =
      'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),z.namelist(),z.read("data/a.jsonl"))';
    expect(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim()).toBe(
      `None ['data/a.jsonl', 'files/b.jpg'] b'{"a":1}\\n'`,
    );
  });
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
