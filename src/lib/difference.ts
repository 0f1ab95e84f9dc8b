const SECRET = new Set([
  'password',
  'passphrase',
  'secret',
  'token',
  'hash',
  'pin',
  'otp',
  'totp',
  'credential',
  'credentials',
]);

/** 'passwordHash' and 'new_pin' are secrets; 'barcode', 'shipping' and a branch's 'code' are not. */
const isSecret = (key: string): boolean =>
  key.split(/(?=[A-Z])|[^A-Za-z]+/).some((word) => SECRET.has(word.toLowerCase()));

/** Secrets never reach the log, not even hashed. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => (isSecret(key) ? [key, '[redacted]'] : [key, redact(item)])),
  );
}

/** Only what differs, so that the log shows a change and not a record. */
export function changes(old: object | null | undefined, now: object | null | undefined) {
  if (!old || !now) return { old: old ?? null, new: now ?? null, changed: Object.keys(now ?? old ?? {}) };
  const before = new Map(Object.entries(old));
  const after = Object.entries(now);
  const changed = after.filter(([k, v]) => JSON.stringify(before.get(k)) !== JSON.stringify(v)).map(([k]) => k);
  const pick = (entries: Iterable<[string, unknown]>) =>
    Object.fromEntries([...entries].filter(([key]) => changed.includes(key)));
  return { old: pick(before), new: pick(after), changed };
}
