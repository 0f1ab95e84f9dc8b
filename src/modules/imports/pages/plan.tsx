import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { CheckField, Field, FormKey, type Option, SelectField } from '../../../ui/components/field.tsx';
import { Panel } from '../../../ui/components/page.tsx';
import { blankForm, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { CHOICES, listCollectionTypes, MATCH_RULES } from '../../catalog/index.ts';
import { listMemberTypes } from '../../members/index.ts';
import { listBranches } from '../../settings/index.ts';
import { type Import, isTable } from '../import.ts';
import { FIELDS } from '../mapping.ts';
import { mayChange } from '../rights.ts';

export interface Places {
  branches: Option[];
  types: Option[];
  /** The person works at one. */
  hasOwn: boolean;
  /** May write over what is there. */
  mayChange: boolean;
}

const optionsOf = (items: readonly { id: string; name: string }[]): Option[] =>
  items.map(({ id, name }) => ({ value: id, label: name }));

export async function placesFor(ctx: Ctx, { kind }: Import): Promise<Places> {
  const [branches, types] = await Promise.all([
    listBranches(ctx, { limit: 100, status: 'ACTIVE' }),
    kind === 'BOOKS' ? listCollectionTypes(ctx, {}) : memberTypesFor(ctx),
  ]);
  const hasOwn = (ctx.actor.kind === 'account' && ctx.actor.branchId !== null) || branches.items.length === 1;
  return { branches: optionsOf(branches.items), types: optionsOf(types), hasOwn, mayChange: mayChange(ctx, kind) };
}

/** Whoever may not see the types takes the usual one. */
const memberTypesFor = async (ctx: Ctx) =>
  holds(ctx.actor, 'member-type:read') ? (await listMemberTypes(ctx, { limit: 100 })).items : [];

interface PlanProps {
  row: Import;
  form: FormState;
  places: Places;
  words: Words;
}

/** What the import says now, or what was just written and refused. */
function valuesOf(row: Import): Record<string, string | null> {
  const { options, mapping } = row;
  return {
    ...Object.fromEntries(mapping.map(({ field }, at) => [`column-${at}`, field])),
    ...Object.fromEntries(MATCH_RULES.map((rule) => [`choice-${rule}`, options.choices[rule]])),
    onExisting: options.onExisting,
    items: String(options.items),
    gentle: String(options.gentle),
    branchId: options.branchId,
    collectionTypeId: options.collectionTypeId,
    memberTypeId: options.memberTypeId,
  };
}

export function PlanForm({ row, form: given, places, words }: PlanProps): VNode {
  const wasSent = 'gentle' in given.values || Object.keys(given.values).some((name) => name.startsWith('column-'));
  const form = wasSent ? given : { ...blankForm(valuesOf(row)), errors: given.errors };
  return (
    <form method="post" action={`/staf/impor/${row.id}`}>
      <FormKey form={form} version={row.version} />
      {isTable(row.format) && <Columns row={row} form={form} words={words} />}
      <Panel title={words('imports.page.choices')}>
        <div class="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {row.kind === 'BOOKS' ? (
            <BookChoices row={row} form={form} places={places} words={words} />
          ) : (
            <SelectField
              form={form}
              name="onExisting"
              label={words('imports.on_existing')}
              options={['skip', 'update']
                .filter((value) => value === 'skip' || places.mayChange)
                .map((value) => ({ value, label: words(`imports.on_existing.${value}`) }))}
            />
          )}
          <SelectField
            form={form}
            name="branchId"
            label={words('imports.branch')}
            hint={words('imports.branch.hint')}
            options={places.branches}
            empty={words(places.hasOwn ? 'imports.branch.usual' : 'imports.branch.none')}
          />
          <SelectField
            form={form}
            name={row.kind === 'BOOKS' ? 'collectionTypeId' : 'memberTypeId'}
            label={words(`imports.type.${row.kind}`)}
            options={places.types}
            empty={words('imports.type.usual')}
          />
        </div>
        <div class="mt-3">
          {!isTable(row.format) && (
            <CheckField form={form} name="items" label={words('imports.items')} hint={words('imports.items.hint')} />
          )}
          <CheckField form={form} name="gentle" label={words('imports.gentle')} hint={words('imports.gentle.hint')} />
        </div>
      </Panel>
      <button type="submit" class="btn mb-4" {...(row.preview ? { 'data-variant': 'outline' } : {})}>
        {words(row.preview ? 'imports.page.preview_again' : 'imports.page.preview_now')}
      </button>
    </form>
  );
}

const BookChoices = ({ row, form, places, words }: PlanProps): VNode => (
  <>
    {MATCH_RULES.filter((rule) => rule !== 'control' || !isTable(row.format)).map((rule) => (
      <SelectField
        form={form}
        name={`choice-${rule}`}
        label={words(`imports.when.${rule}`)}
        options={CHOICES.filter((value) => value !== 'overlay' || places.mayChange).map((value) => ({
          value,
          label: words(`imports.choice.${value}`),
        }))}
      />
    ))}
  </>
);

function Columns({ row, form, words }: { row: Import; form: FormState; words: Words }): VNode {
  const fields = FIELDS[row.kind].all
    .map((field) => ({ value: field, label: words(`imports.field.${row.kind}.${field}`) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Panel title={words('imports.page.columns')}>
      <p class="text-muted-foreground mb-3">{words('imports.page.columns.about')}</p>
      <div class="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {row.columns.map((header, at) => (
          <SelectField
            form={form}
            name={`column-${at}`}
            label={header}
            hint={row.samples[at] ? `„${row.samples[at]}”` : undefined}
            options={fields}
            empty={words('imports.page.column.none')}
          />
        ))}
      </div>
    </Panel>
  );
}

export const PhotosForm = ({ row, form, words }: { row: Import; form: FormState; words: Words }): VNode => (
  <Panel title={words('imports.page.photos')}>
    <form
      method="post"
      action={`/staf/impor/${row.id}/foto`}
      enctype="multipart/form-data"
      class="flex flex-col gap-3"
      data-turbo="false"
    >
      <FormKey form={form} />
      <Field
        form={form}
        name="photos"
        type="file"
        label={row.photosName ?? words('imports.page.photos.file')}
        hint={words('imports.page.photos.hint')}
        accept=".zip"
        required
      />
      <button type="submit" class="btn self-start" data-variant="outline">
        {words('imports.page.photos.upload')}
      </button>
    </form>
  </Panel>
);

export const ProfileForm = ({ row, form, words }: { row: Import; form: FormState; words: Words }): VNode => (
  <Panel title={words('imports.page.save_profile')}>
    <form method="post" action={`/staf/impor/${row.id}/profil`} class="flex flex-col gap-3">
      <FormKey form={blankForm()} />
      <Field
        form={form}
        name="name"
        label={words('imports.page.profile.name')}
        hint={words('imports.page.profile.hint')}
        maxLength={60}
        required
      />
      <button type="submit" class="btn self-start" data-variant="outline">
        {words('imports.page.profile.save')}
      </button>
    </form>
  </Panel>
);
