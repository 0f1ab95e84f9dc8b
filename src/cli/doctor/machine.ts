import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { freeBytes } from '../../drivers/files/free-space.ts';
import { configProblems } from '../../kernel/config.ts';
import { LEAST_FREE_BYTES } from '../../modules/operations/index.ts';
import { startConfig } from '../../start-config.ts';
import type { Finding, Patient, Tell } from './finding.ts';

const LITTLE_FREE_BYTES = 4 * LEAST_FREE_BYTES;
const GB = 1024 ** 3;

/** argon2id came into node:crypto with 24.7. */
export function node(_patient: Patient, tell: Tell): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const params = { version: process.versions.node, platform: `${platform()}-${arch()}` };
  const fits = major > 24 || (major === 24 && minor >= 7);
  return [
    fits ? tell('ok', 'node', 'doctor.node', params) : tell('broken', 'node', 'doctor.node_old', params, 'npm ci'),
  ];
}

export function config({ env }: Patient, tell: Tell): Finding[] {
  const problems = configProblems(env);
  if (problems.length === 0) return [tell('ok', 'config', 'doctor.config')];
  return problems.map((problem) => tell('broken', 'config', 'doctor.config_wrong', { problem }, 'pustaka config'));
}

export function clock({ env }: Patient, tell: Tell): Finding[] {
  const offset = startConfig(env).PUSTAKA_CLOCK_OFFSET;
  if (offset === 0) return [tell('ok', 'clock', 'doctor.clock', { now: new Date().toISOString() })];
  const now = new Date(Date.now() + offset).toISOString();
  return [tell('advice', 'clock', 'doctor.clock_moved', { now }, 'unset PUSTAKA_CLOCK_OFFSET')];
}

export async function dataFolder({ dataRoot }: Patient, tell: Tell): Promise<Finding[]> {
  if (!existsSync(dataRoot))
    return [tell('broken', 'data', 'doctor.data_missing', { folder: dataRoot }, 'pustaka start')];
  return [writable(dataRoot, tell), await room(dataRoot, tell)];
}

function writable(folder: string, tell: Tell): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return tell('ok', 'data', 'doctor.data', { folder });
  } catch {
    return tell('broken', 'data', 'doctor.data_rights', { folder }, `sudo chown -R "$(id -un)" ${folder}`);
  }
}

async function room(folder: string, tell: Tell): Promise<Finding> {
  const free = await freeBytes(folder);
  const params = { free: (free / GB).toFixed(1), folder };
  if (free < LEAST_FREE_BYTES)
    return tell('broken', 'disk', 'doctor.disk_full', params, `du -xh --max-depth=2 ${folder}`);
  return tell(free < LITTLE_FREE_BYTES ? 'advice' : 'ok', 'disk', 'doctor.disk', params);
}

/** Keys and passwords that other users of the machine could read are as good as lost. */
export function secrets({ dataRoot }: Patient, tell: Tell): Finding[] {
  const folder = join(dataRoot, 'secrets');
  if (!existsSync(folder) || process.platform === 'win32') return [];
  const files = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0);
  if (open.length === 0) return [tell('ok', 'secrets', 'doctor.secrets', { count: files.length - 1 })];
  const fixes = open.map((file) => `chmod ${file === folder ? '700' : '600'} ${file}`);
  return [tell('broken', 'secrets', 'doctor.secrets_open', { files: open.join(', ') }, ...fixes)];
}
