import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EXIT, Problem } from './problem.ts';

/** File systems of the Linux kernel itself (proc, sys): making folders below them fails, or never ends. */
const KERNELS_OWN = new Set([0x9fa0, 0x62656572]);

export function refuseUnusable(folder: string): void {
  if (process.platform !== 'linux') return;
  let there = resolve(folder);
  while (!existsSync(there)) there = dirname(there);
  if (KERNELS_OWN.has(statfsSync(there).type)) throw new Problem('cli.folder_unusable', { folder }, EXIT.usage);
}
