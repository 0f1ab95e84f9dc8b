import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Counter } from 'prom-client';
import { isOldHash, verifyOldHash } from './old-hashes.ts';

const derive = promisify(argon2);

/** OWASP's argon2id setting for servers: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
/** 19 MiB each: more at once would let a crowd at the door take the memory of the desk. */
const AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await inTurn(() => derive('argon2id', { message: password.normalize('NFKC'), nonce, ...COST }));
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(nonce)}$${plain(hash)}`;
}

const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Every answer at the door costs exactly one of these, whoever knocks. */
export const passwordVerifications = new Counter({
  name: 'pustaka_password_verifications_total',
  help: 'Passwords verified',
  registers: [],
});

/** A stored text that is no hash of ours is wrong for every password, after the same work. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  passwordVerifications.inc();
  const known = PHC.exec(stored ?? '');
  const match = known ?? PHC.exec(await nobody);
  const [, memory, passes, parallelism, salt = '', expected = ''] = match ?? [];
  const wanted = Buffer.from(expected, 'base64');
  const settings = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
  };
  const message = password.normalize('NFKC');
  const hash = await inTurn(() => derive('argon2id', { message, nonce: Buffer.from(salt, 'base64'), ...settings }));
  // Brought over from another system: beside the usual work, so that it is not told by a quicker answer.
  if (known === null && isOldHash(stored ?? '')) return verifyOldHash(password, stored ?? '');
  return timingSafeEqual(hash, wanted) && known !== null;
}

/** Verified against when there is no account, so that both answers take the same work. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Made with other costs than today's: due to be hashed again when its password is next seen. */
export function isOutdated(stored: string): boolean {
  const [, memory, passes, parallelism] = PHC.exec(stored) ?? [];
  return Number(memory) !== COST.memory || Number(passes) !== COST.passes || Number(parallelism) !== COST.parallelism;
}
