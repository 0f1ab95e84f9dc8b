import { z } from 'zod';
import { holds } from '../../../kernel/access.ts';
import type { VerbCtx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import { Moment, trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { cannotGrant } from '../errors.ts';
import { type ApiKey, insertKey, lockKey, revokeKey, storeKey } from '../key-store.ts';
import { PERMISSIONS } from '../permissions.ts';
import { newSecret, secretHash } from '../secrets.ts';
import { inPerson } from '../self.ts';

const expiresAt = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .nullable();

const requireFuture = (ctx: VerbCtx, at: Date | null | undefined): void => {
  if (at && at <= ctx.now) throw invalid('expiresAt', 'identity.expires_in_past');
};

export const KeyReply = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  name: z.string(),
  /** How the key begins, to tell keys apart. */
  prefix: z.string(),
  permissions: z.array(z.string()),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  lastUsedAt: Moment.nullable(),
});
export const NewKeyReply = KeyReply.extend({ key: z.string() });

/** For a device: it may do a part of what its maker may, and is shown once. */
export const createKey = verb({
  name: 'identity.createKey',
  permission: 'key:manage',
  input: z.strictObject({
    name: trimmed(100),
    permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
    expiresAt: expiresAt.default(null),
  }),
  async run(ctx, input): Promise<ApiKey & { key: string }> {
    const { accountId } = inPerson(ctx);
    const permissions = [...new Set(input.permissions)].sort();
    const missing = permissions.find((permission) => !holds(ctx.actor, permission));
    if (missing) throw cannotGrant(missing);
    requireFuture(ctx, input.expiresAt);
    const key = `pk_${newSecret()}`;
    const made = await insertKey(ctx, {
      ...input,
      permissions,
      accountId,
      prefix: key.slice(0, 9),
      hash: secretHash(key),
    });
    const { name } = made;
    ctx.record('key.created', {
      type: 'CREATE',
      id: made.id,
      name,
      new: { name, permissions, expiresAt: made.expiresAt },
    });
    return { ...made, key };
  },
});

export const updateKey = verb({
  name: 'identity.updateKey',
  permission: 'key:manage',
  input: z.strictObject({ id: Uuid, name: trimmed(100).optional(), expiresAt: expiresAt.optional() }),
  async run(ctx, { id, name, expiresAt: until }): Promise<ApiKey> {
    inPerson(ctx);
    const before = await lockKey(ctx, id);
    requireFuture(ctx, until);
    const after = { ...before, name: name ?? before.name, expiresAt: until === undefined ? before.expiresAt : until };
    await storeKey(ctx, after);
    ctx.record('key.updated', { type: 'UPDATE', id, name: after.name, old: before, new: after });
    return after;
  },
});

/** A device that is given away may end its own key, and no other. */
export const removeKey = verb({
  name: 'identity.removeKey',
  permission: 'key:manage',
  input: z.strictObject({ id: Uuid }),
  async run(ctx, { id }) {
    if (ctx.actor.kind !== 'account' || ctx.actor.apiKeyId !== id) inPerson(ctx);
    const key = await lockKey(ctx, id);
    await revokeKey(ctx, id);
    ctx.record('key.revoked', { type: 'DELETE', id, name: key.name });
    return { revoked: true };
  },
});
