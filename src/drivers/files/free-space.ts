import { statfs } from 'node:fs/promises';

/** Free bytes where the data lives. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
