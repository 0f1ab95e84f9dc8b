import { isDeepStrictEqual } from 'node:util';
import { verb } from '../../../kernel/verb.ts';
import { requireVersion } from '../errors.ts';
import { lockSettings, storeSettings } from '../queries.ts';
import { type Settings, SettingsChange, withoutUndefined } from '../settings.ts';

export const updateSettings = verb({
  name: 'settings.update',
  permission: 'settings:manage',
  input: SettingsChange,
  async run(ctx, change): Promise<Settings> {
    const before = await lockSettings(ctx);
    requireVersion(ctx, before.version);
    const given = withoutUndefined(change);
    const after: Settings = { ...before, ...given };
    if (isDeepStrictEqual(after, before)) return ctx.unchanged(before);
    const version = before.version + 1;
    await storeSettings(ctx, { ...given, version });
    ctx.record('settings.updated', {
      type: 'UPDATE',
      id: 'settings',
      name: after.libraryName,
      old: before,
      new: { ...after, version },
    });
    return { ...after, version };
  },
});
