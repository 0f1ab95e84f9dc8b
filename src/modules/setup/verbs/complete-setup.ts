import { ANYONE } from '../../../kernel/access.ts';
import { type Ctx, systemActor, type VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { holidayYears } from '../../../lib/calendar/holidays-id.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { insertRule } from '../../circulation/index.ts';
import { createStaffAccount, hashPassword, requireStrong } from '../../identity/index.ts';
import { createMemberType } from '../../members/index.ts';
import { addNationalHolidays, createBranch, type OpeningHours, updateSettings } from '../../settings/index.ts';
import { requireDemo } from '../demo.ts';
import { SetupInput, type WEEKDAYS } from '../input.ts';
import { PRESET, type Preset } from '../presets.ts';
import { hasBranch, hasRules, insertCollectionTypes, isSetUp, lockSetup, memberTypeIds } from '../queries.ts';
import { endSetupLinks, isSetupToken } from '../token.ts';

const done = () => failure('NOT_FOUND', 'setup.done');

/** The first run, by page or command line: exactly one of two at once makes the administrator and the library's rows. */
export const completeSetup = verb({
  name: 'setup.complete',
  permission: ANYONE,
  input: SetupInput,
  async prepare(ctx, input) {
    await requireLink(ctx, input.token);
    if (input.demo) requireDemo();
    requireStrong(input.password, [input.name, input.email, input.libraryName]);
    return { passwordHash: await hashPassword(input.password) };
  },
  async run(ctx, input, { passwordHash }): Promise<{ accountId: string; email: string }> {
    await lockSetup(ctx);
    await requireLink(ctx, input.token);
    const { email, name, locale } = input;
    const roles = [{ role: 'SUPER_ADMIN', scope: 'all', branchId: null }] as const;
    const accountId = await createStaffAccount(ctx, { email, name, locale, passwordHash, roles });
    await arrangeLibrary({ ...ctx, actor: systemActor('setup') }, input);
    await endSetupLinks(ctx);
    if (input.demo) await ctx.enqueue('setup.demo', {});
    ctx.record('setup.completed', {
      type: 'CREATE',
      id: 'setup',
      name: input.libraryName,
      new: { preset: input.preset, demo: input.demo },
    });
    ctx.touch('*');
    return { accountId, email };
  },
});

/** The system itself (a command on this machine) needs no link. */
async function requireLink(ctx: Ctx, token: string | undefined): Promise<void> {
  if (await isSetUp(ctx.sql)) throw done();
  if (ctx.actor.kind === 'system') return;
  if (!(await isSetupToken(ctx, token))) throw failure('FORBIDDEN', 'setup.bad_link');
}

async function arrangeLibrary(ctx: VerbCtx, input: SetupInput): Promise<void> {
  const { libraryName, timeZone, locale } = input;
  await updateSettings(ctx, { libraryName, timeZone, locale, openingHours: hoursOf(input) });
  if (!(await hasBranch(ctx))) await createBranch(ctx, { code: 'PUSAT', name: input.branchName });
  await arrangePreset(ctx, PRESET[input.preset]);
  const year = Number(localDateIn(timeZone, ctx.now).slice(0, 4));
  const known = [year, year + 1].filter((each) => holidayYears.includes(each));
  for (const each of known) await addNationalHolidays(ctx, { year: each });
}

/** Rows that are there already, of a library filled before its set-up, stay as they are. */
async function arrangePreset(ctx: VerbCtx, preset: Preset): Promise<void> {
  const known = await memberTypeIds(ctx);
  for (const type of preset.memberTypes.filter(({ code }) => !known.has(code))) await createMemberType(ctx, type);
  await insertCollectionTypes(ctx, preset.collectionTypes);
  if (await hasRules(ctx)) return;
  const ids = await memberTypeIds(ctx);
  for (const { memberType, ...numbers } of preset.rules) {
    const memberTypeId = memberType === null ? null : (ids.get(memberType) ?? null);
    await insertRule(ctx, { ...numbers, memberTypeId, branchId: null, collectionTypeId: null, materialType: null });
  }
}

function hoursOf({ openDays, opens, closes }: SetupInput): OpeningHours {
  const day = (name: (typeof WEEKDAYS)[number]) => (openDays.includes(name) ? [{ open: opens, close: closes }] : []);
  return {
    monday: day('monday'),
    tuesday: day('tuesday'),
    wednesday: day('wednesday'),
    thursday: day('thursday'),
    friday: day('friday'),
    saturday: day('saturday'),
    sunday: day('sunday'),
  };
}
