import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packArchive, pruneArchive, shipArchive, unpackTo } from './keeping.ts';

const MB4 = 4 * 1024 * 1024;
const segment = (n: number) => `00000001000000000000000${n}`;
const bytes = (n: number) => Buffer.concat([Buffer.from(`changes ${n}`), Buffer.alloc(MB4 - 9)]);

let folder: string;
let archive: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
  archive = path.join(folder, 'wal-archive');
  mkdirSync(archive);
  for (const n of [1, 2, 3]) writeFileSync(path.join(archive, segment(n)), bytes(n));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = (at = archive) => readdirSync(at).sort();

describe('the archive of changes', () => {
  it('is packed: a minute in which little was written takes little room, and keeps its bytes and its time', async () => {
    utimesSync(path.join(archive, segment(1)), 1_700_000_000, 1_700_000_000);
    expect(await packArchive(archive)).toBe(3);
    expect(names()).toEqual([1, 2, 3].map((n) => `${segment(n)}.gz`));
    expect(statSync(path.join(archive, `${segment(1)}.gz`)).size).toBeLessThan(50_000);
    expect(statSync(path.join(archive, `${segment(1)}.gz`)).mtimeMs).toBe(1_700_000_000_000);
    await unpackTo(path.join(archive, `${segment(2)}.gz`), path.join(folder, 'out'));
    expect(readFileSync(path.join(folder, 'out')).equals(bytes(2))).toBe(true);
  });

  it('a few at a time, oldest first, and what is half written not at all', async () => {
    writeFileSync(path.join(archive, `${segment(4)}.part`), 'half');
    expect(await packArchive(archive, 2)).toBe(2);
    expect(names()).toEqual([`${segment(1)}.gz`, `${segment(2)}.gz`, segment(3), `${segment(4)}.part`]);
  });

  it('a segment archived once more after a crash is dropped; another one under its name is kept and said', async () => {
    await packArchive(archive);
    writeFileSync(path.join(archive, segment(1)), bytes(1));
    await packArchive(archive);
    expect(names()).toEqual([1, 2, 3].map((n) => `${segment(n)}.gz`));
    writeFileSync(path.join(archive, segment(1)), bytes(9));
    await expect(packArchive(archive)).rejects.toThrow(/is not what was archived/);
    expect(names()).toContain(segment(1));
  });

  it('goes to the second target whole, again only with what is new', async () => {
    const second = path.join(folder, 'second');
    await packArchive(archive, 2);
    writeFileSync(path.join(archive, '00000002.history'), 'story');
    expect(await shipArchive(archive, second)).toBe(3);
    await packArchive(archive);
    expect(await shipArchive(archive, second)).toBe(1);
    expect(names(second)).toEqual(names());
  });

  it('loses what lies before the oldest backup, on whatever timeline, and no history', async () => {
    await packArchive(archive, 1);
    writeFileSync(path.join(archive, segment(2).replace('1', '2')), '');
    writeFileSync(path.join(archive, `${segment(1)}.00000028.backup`), '');
    writeFileSync(path.join(archive, '00000002.history'), '');
    expect(await pruneArchive(archive, segment(3), MB4)).toBe(4);
    expect(names()).toEqual([segment(3), '00000002.history'].sort());
  });
});
