import type { VerbCtx } from '../../kernel/context.ts';
import { holidayYears } from '../../lib/calendar/holidays-id.ts';
import { localDateIn } from '../../lib/calendar/zone.ts';
import { insertRule } from '../circulation/index.ts';
import { createMemberType } from '../members/index.ts';
import { addNationalHolidays, createBranch, type OpeningHours, updateSettings } from '../settings/index.ts';
import type { SetupAnswers, WEEKDAYS } from './input.ts';
import { PRESET, type Preset } from './presets.ts';
import { hasBranch, hasRules, insertCollectionTypes, memberTypeIds } from './queries.ts';

/** Settings, first branch, preset and holidays, as they were asked for. */
export async function arrangeLibrary(ctx: VerbCtx, input: SetupAnswers): Promise<void> {
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

function hoursOf({ openDays, opens, closes }: SetupAnswers): OpeningHours {
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
