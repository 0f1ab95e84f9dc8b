import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderFiles } from './folder.ts';
import { keptKey } from './kept-key.ts';

describe('files of the installation', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pustaka-files-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('keeps one whole file of several put at once under one key, and no half ones', async () => {
    const files = folderFiles(root);
    const bodies = Array.from({ length: 12 }, (_, n) => Buffer.alloc(2_000_000 + n, n));
    await Promise.all(bodies.map((body) => files.put('covers/a.jpg', body)));
    const stream = await files.get('covers/a.jpg');
    const read = stream ? await buffer(stream) : Buffer.alloc(0);
    expect(bodies.some((body) => body.equals(read))).toBe(true);
    expect(readdirSync(join(root, 'covers'))).toEqual(['a.jpg']);
  });

  it('leaves no half file behind when a put fails', async () => {
    await expect(folderFiles(root).put('covers/a.jpg/b.jpg', Buffer.from('x'))).rejects.toThrow();
    await folderFiles(root).put('covers/in/c.jpg', Buffer.from('x'));
    await expect(folderFiles(root).put('covers/in', Buffer.from('x'))).rejects.toThrow();
    expect(readdirSync(join(root, 'covers')).sort()).toEqual(['a.jpg', 'in']);
  });

  it('takes the key of whoever made it first, also when another was making one meanwhile', () => {
    const inner = () => keptKey(root, 'a.key', () => 'first');
    expect(
      keptKey(root, 'a.key', () => {
        expect(inner()).toBe('first');
        return 'second';
      }),
    ).toBe('first');
    const folder = join(root, 'secrets');
    expect(readFileSync(join(folder, 'a.key'), 'utf8')).toBe('first');
    expect(statSync(join(folder, 'a.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a.key']);
  });
});
