import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptKey } from '../../drivers/files/kept-key.ts';
import { newId } from '../../kernel/ids.ts';
import { keyIdOf } from '../../lib/checkpoint.ts';

export interface SigningKey {
  /** Which log: one name for each installation, kept beside the key. */
  readonly origin: string;
  readonly key: KeyObject;
}

const pem = (key: KeyObject): string =>
  key.export(key.type === 'private' ? { type: 'pkcs8', format: 'pem' } : { type: 'spki', format: 'pem' }).toString();

const publicFolder = (dataRoot: string): string => join(dataRoot, 'audit', 'keys');

/** The key of this installation, outside the database; its public half stays known when the key is replaced. */
export function signingKey(dataRoot: string): SigningKey {
  const key = createPrivateKey(keptKey(dataRoot, 'audit.key', () => pem(generateKeyPairSync('ed25519').privateKey)));
  const origin = keptKey(dataRoot, 'audit.origin', () => `pustaka:${newId()}`).trim();
  const file = join(publicFolder(dataRoot), `${keyIdOf(key)}.pem`);
  if (!existsSync(file)) {
    mkdirSync(publicFolder(dataRoot), { recursive: true, mode: 0o700 });
    writeFileSync(file, pem(createPublicKey(key)), { mode: 0o600, flush: true });
  }
  return { origin, key };
}

/** Public keys of every signing key this installation ever had. */
export function knownKeys(dataRoot: string): KeyObject[] {
  const folder = publicFolder(dataRoot);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pem'))
    .map((name) => createPublicKey(readFileSync(join(folder, name))));
}
