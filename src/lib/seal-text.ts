import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';

interface Key {
  id: string;
  bytes: Buffer;
}

/** Keys by comma: the first seals, all of them open. Put a new one in front to rotate. */
function keysFrom(text: string): Key[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((secret) => ({
      id: createHash('sha256').update(secret).digest('base64url').slice(0, 8),
      bytes: Buffer.from(hkdfSync('sha256', secret, '', 'pustaka field', 32)),
    }));
}

/** AES-256-GCM; `place` (table, column, row) is authenticated too, so that a value cannot be moved to another row. */
export function sealText(keys: string, text: string, place: string): string {
  const [key] = keysFrom(keys);
  if (!key) throw new Error('no key to seal with');
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, key.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

export function openText(keys: string, sealed: string, place: string): string {
  const [version, id, nonce = '', body = ''] = sealed.split('.');
  const key = keysFrom(keys).find((known) => known.id === id);
  if (version !== VERSION || !key) throw new Error('sealed with a key that is not here');
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** Sealed with another key than the first: due to be sealed anew. */
export const isSealedByOldKey = (keys: string, sealed: string): boolean =>
  sealed.split('.')[1] !== keysFrom(keys)[0]?.id;
