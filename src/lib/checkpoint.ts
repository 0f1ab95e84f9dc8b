import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { HASH_LENGTH, type Hash } from './merkle/hash.ts';
import type { TreeHead } from './merkle/proof.ts';

export interface Checkpoint {
  /** Which log: one name for each installation. */
  readonly origin: string;
  /** `restore`: the log went back to this size on purpose. */
  readonly kind: 'seal' | 'restore';
  readonly size: number;
  readonly root: Hash;
  readonly time: Date;
  /** Of a restore: the newest tree known before it, when one was known. */
  readonly before?: TreeHead | undefined;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly keyId: string;
  readonly signature: Uint8Array;
}

const PURPOSE = 'pustaka checkpoint v1\n'; // so that no signature made for another purpose counts
const SIGNATURE_LENGTH = 64;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const headJson = ({ size, root }: TreeHead) => ({ size, root: base64(root) });

function body({ origin, kind, size, root, time, before }: Checkpoint) {
  const rest = before === undefined ? {} : { before: headJson(before) };
  return { origin, kind, ...headJson({ size, root }), time: time.toISOString(), ...rest };
}

const signedBytes = (checkpoint: Checkpoint): Buffer => Buffer.from(PURPOSE + canonicalJson(body(checkpoint)));

const publicKeyOf = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);

/** The same for a private key and its public one. */
export function keyIdOf(key: KeyObject): string {
  const der = publicKeyOf(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/** `key`: an Ed25519 private key. */
export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): SignedCheckpoint {
  const { origin, kind, size, root, time, before } = checkpoint;
  const signature = sign(null, signedBytes(checkpoint), key);
  const rest = before === undefined ? {} : { before };
  return { origin, kind, size, root, time, ...rest, keyId: keyIdOf(key), signature };
}

/** `keys`: all keys that were ever in use; Ed25519, private or public. */
export function verifyCheckpoint(checkpoint: SignedCheckpoint, keys: readonly KeyObject[]): boolean {
  const key = keys.find((candidate) => keyIdOf(candidate) === checkpoint.keyId);
  if (key?.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, signedBytes(checkpoint), publicKeyOf(key), checkpoint.signature);
}

/** One line of the witness file, without its line end. */
export function formatCheckpoint(checkpoint: SignedCheckpoint): string {
  const { keyId, signature } = checkpoint;
  return canonicalJson({ ...body(checkpoint), keyId, signature: base64(signature) });
}

function fieldsOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function headOf(value: unknown): TreeHead | null {
  if (typeof value !== 'object' || value === null || !('size' in value) || !('root' in value)) return null;
  const { size, root } = value;
  if (!isSize(size) || typeof root !== 'string') return null;
  const bytes = Buffer.from(root, 'base64');
  return bytes.length === HASH_LENGTH ? { size, root: bytes } : null;
}

/** Only the very text that was written is read; whether the signature holds is another question. */
export function parseCheckpoint(line: string): SignedCheckpoint | null {
  const fields = fieldsOf(line);
  const { origin, kind, time, keyId, signature } = fields;
  if (typeof origin !== 'string' || (kind !== 'seal' && kind !== 'restore') || typeof keyId !== 'string') return null;
  if (typeof time !== 'string' || typeof signature !== 'string') return null;
  const head = headOf(fields);
  const before = headOf(fields.before) ?? undefined;
  const signed = Buffer.from(signature, 'base64');
  const at = new Date(time);
  if (!head || signed.length !== SIGNATURE_LENGTH || Number.isNaN(at.getTime())) return null;
  const rest = before === undefined ? {} : { before };
  const checkpoint: SignedCheckpoint = { origin, kind, ...head, time: at, ...rest, keyId, signature: signed };
  return formatCheckpoint(checkpoint) === line ? checkpoint : null;
}
