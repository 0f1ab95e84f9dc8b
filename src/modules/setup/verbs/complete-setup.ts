import { ANYONE } from '../../../kernel/access.ts';
import { type Ctx, systemActor, type VerbCtx } from '../../../kernel/context.ts';
import { failure } from '../../../kernel/errors.ts';
import { verb } from '../../../kernel/verb.ts';
import { holidayYears } from '../../../lib/calendar/holidays-id.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { hashPassword } from '../../identity/index.ts';
import { addNationalHolidays, createBranch, type OpeningHours, updateSettings } from '../../settings/index.ts';
import { requireDemo } from '../demo.ts';
import { SetupInput, type WEEKDAYS } from '../input.ts';
import { PRESET } from '../presets.ts';
import { hasBranch, insertAdministrator, insertPreset, isSetUp, lockSetup } from '../queries.ts';
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
    return { passwordHash: await hashPassword(input.password) };
  },
  async run(ctx, input, { passwordHash }): Promise<{ accountId: string; email: string }> {
    await lockSetup(ctx);
    await requireLink(ctx, input.token);
    const { email, name, locale } = input;
    const accountId = await insertAdministrator(ctx, { email, name, locale, passwordHash });
    ctx.record('account.created', {
      type: 'CREATE',
      id: accountId,
      name,
      new: { email, locale, roles: ['SUPER_ADMIN'] },
    });
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
  await insertPreset(ctx, PRESET[input.preset]);
  const year = Number(localDateIn(timeZone, ctx.now).slice(0, 4));
  const known = [year, year + 1].filter((each) => holidayYears.includes(each));
  for (const each of known) await addNationalHolidays(ctx, { year: each });
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
