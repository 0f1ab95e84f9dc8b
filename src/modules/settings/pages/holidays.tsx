import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Badge, Empty, PageHead, Panel } from '../../../ui/components/page.tsx';
import { Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import type { Holiday } from '../holidays.ts';
import { readSettings } from '../queries.ts';
import { addHoliday } from '../verbs/add-holiday.ts';
import { addNationalHolidays } from '../verbs/add-national-holidays.ts';
import { removeHoliday } from '../verbs/remove-holiday.ts';
import { listBranches, listHolidays } from '../views.ts';

export const holidaysPath = '/staf/hari-libur';

export async function holidaysPage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  return page(ctx, yearIn(query.get('tahun'), await thisYear(ctx)), blankForm());
}

const thisYear = async (ctx: Ctx): Promise<number> =>
  Number(localDateIn((await readSettings(ctx)).timeZone, ctx.now).slice(0, 4));
const yearIn = (text: string | null, otherwise: number): number =>
  text && /^\d{4}$/.test(text) ? Number(text) : otherwise;

export async function takeHoliday(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () =>
    addHoliday(ctx, {
      date: form.get('date') ?? '',
      name: form.get('name') ?? '',
      branchId: textIn(form, 'branchId') ?? null,
    }),
  );
  if (done)
    return { to: `${holidaysPath}?tahun=${done.date.slice(0, 4)}`, news: { code: 'settings.page.holiday.added' } };
  return { ...(await page(ctx, await thisYear(ctx), refused)), status: 422 };
}

export async function takeNationalHolidays(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const year = Number(form.get('year'));
  const { done, refused } = await attempt(ctx, form, () =>
    addNationalHolidays(ctx, { year, collectiveLeave: form.get('leave') === 'true' }),
  );
  if (done)
    return {
      to: `${holidaysPath}?tahun=${year}`,
      news: { code: 'settings.page.holiday.national_added', params: { count: done.added.length } },
    };
  return { ...(await page(ctx, await thisYear(ctx), refused)), status: 422 };
}

export async function takeRemoval(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const year = yearIn(form.get('year'), await thisYear(ctx));
  const { refused } = await attempt(ctx, form, () => removeHoliday(ctx, { id: params.id ?? '' }));
  if (!refused) return { to: `${holidaysPath}?tahun=${year}`, news: { code: 'settings.page.holiday.removed' } };
  return { ...(await page(ctx, year, refused)), status: 422 };
}

async function page(ctx: Ctx, year: number, form: FormState): Promise<Shown> {
  const words = wordsFor(ctx.locale);
  const mayChange = holds(ctx.actor, 'holiday:manage');
  const { items } = await listHolidays(ctx, { year, limit: 100 });
  const branches = (await listBranches(ctx, { limit: 100 })).items.map(({ id, name }) => ({ value: id, label: name }));
  return {
    title: words('settings.page.holidays'),
    body: (
      <>
        <PageHead
          title={`${words('settings.page.holidays')} ${year}`}
          about={words('settings.page.holidays.about')}
          actions={<Years year={year} />}
        />
        <FormErrors form={form} words={words} />
        {mayChange && <Adding form={form} year={year} branches={branches} words={words} />}
        {items.length === 0 ? (
          <Empty title={words('settings.page.holidays.none', { year })}>
            {words('settings.page.holidays.none.hint')}
          </Empty>
        ) : (
          <Panel flush>
            <Holidays holidays={items} branches={branches} year={year} words={words} mayChange={mayChange} />
          </Panel>
        )}
      </>
    ),
  };
}

const Years = ({ year }: { year: number }): VNode => (
  <>
    {[year - 1, year + 1].map((other) => (
      <a class="btn" data-variant="outline" href={`?tahun=${other}`}>
        {other}
      </a>
    ))}
  </>
);

interface AddingProps {
  form: FormState;
  year: number;
  branches: { value: string; label: string }[];
  words: Words;
}

const Adding = ({ form, year, branches, words }: AddingProps): VNode => (
  <div class="grid gap-4 lg:grid-cols-[2fr_1fr]">
    <Panel title={words('settings.page.holiday.add')}>
      <form method="post" action={holidaysPath} class="grid items-end gap-3 sm:grid-cols-3">
        <FormKey form={form} />
        <Field form={form} name="date" type="date" label={words('settings.page.date')} required />
        <Field form={form} name="name" label={words('settings.page.name')} required maxLength={200} />
        <SelectField
          form={form}
          name="branchId"
          label={words('settings.page.branch')}
          options={branches}
          empty={words('settings.page.all_branches')}
        />
        <button type="submit" class="btn">
          {words('settings.page.holiday.add')}
        </button>
      </form>
    </Panel>
    <Panel title={words('settings.page.holiday.national')}>
      <form method="post" action={`${holidaysPath}/nasional`} class="grid gap-3">
        <FormKey form={blankForm()} />
        <Field
          form={blankForm({ year: String(year) })}
          name="year"
          type="number"
          label={words('settings.page.year')}
          required
        />
        <CheckField form={form} name="leave" label={words('settings.page.holiday.leave')} />
        <button type="submit" class="btn" data-variant="outline">
          {words('settings.page.holiday.fill')}
        </button>
      </form>
    </Panel>
  </div>
);

interface HolidaysProps {
  holidays: readonly Holiday[];
  branches: { value: string; label: string }[];
  year: number;
  words: Words;
  mayChange: boolean;
}

const Holidays = ({ holidays, branches, year, words, mayChange }: HolidaysProps): VNode => (
  <Table
    caption={words('settings.page.holidays')}
    rows={holidays}
    columns={[
      { label: words('settings.page.date'), cell: (day) => <span class="tabular">{words.date(day.date)}</span> },
      { label: words('settings.page.name'), head: true, cell: (day) => day.name },
      {
        label: words('settings.page.branch'),
        cell: (day) =>
          branches.find(({ value }) => value === day.branchId)?.label ?? words('settings.page.all_branches'),
      },
      {
        label: words('settings.page.status'),
        cell: (day) => day.tentative && <Badge tone="attention">{words('settings.page.tentative')}</Badge>,
      },
      {
        label: words('ui.actions'),
        cell: (day) =>
          mayChange && (
            <form method="post" action={`${holidaysPath}/${day.id}/hapus`}>
              <FormKey form={blankForm()} />
              <input type="hidden" name="year" value={String(year)} />
              <button
                type="submit"
                class="btn"
                data-size="sm"
                data-variant="ghost"
                aria-label={`${words('ui.delete')}: ${day.name}`}
              >
                {words('ui.delete')}
              </button>
            </form>
          ),
      },
    ]}
  />
);
