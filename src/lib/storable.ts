const MAX_DEPTH = 24;
const MAX_NODES = 50_000;

/** PostgreSQL stores neither NUL nor half a surrogate pair; and nobody needs a body nested 24 deep. Null: it can be stored. */
export function unstorable(
  raw: unknown,
  field = '',
  depth = 0,
  count = { nodes: 0 },
): { field: string; deep: boolean } | null {
  if (typeof raw === 'string') return raw.includes('\u0000') || !raw.isWellFormed() ? { field, deep: false } : null;
  if (typeof raw !== 'object' || raw === null || raw instanceof Date || ArrayBuffer.isView(raw)) return null;
  if (depth > MAX_DEPTH || ++count.nodes > MAX_NODES) return { field, deep: true };
  for (const [key, item] of Object.entries(raw)) {
    const inside = field ? `${field}.${key}` : key;
    const bad = unstorable(key, field, depth + 1, count) ?? unstorable(item, inside, depth + 1, count);
    if (bad) return bad;
  }
  return null;
}
