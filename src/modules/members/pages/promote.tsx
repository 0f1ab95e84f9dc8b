import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { Badge, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState, keptForm, textIn } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { batchList } from '../batch-views.ts';
import type { Batch } from '../batches.ts';
import { memberChoices } from '../page-views.ts';
import { promoteMembers } from '../verbs/promote-members.ts';
import { undoBatch } from '../verbs/undo-batch.ts';
import { withoutKey } from './form.tsx';
import { memberWords } from './words.ts';

interface Preview {
  count: number;
  members: { id: string; memberId: string; name: string }[];
}

export const promotePage = (ctx: Ctx): Promise<Shown> => shown(ctx, blankForm(), null);

/** First who it would be, then, told so, what is done. */
export async function takePromotion(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const sure = form.get('pasti') === 'true';
  const { done, refused } = await attempt(ctx, form, () =>
    promoteMembers(sure ? ctx : withoutKey(ctx), {
      from: form.get('from') ?? '',
      to: form.get('leave') === 'true' ? null : (form.get('to') ?? ''),
      branchId: textIn(form, 'branchId'),
      memberTypeId: textIn(form, 'memberTypeId'),
      expiryDate: textIn(form, 'expiryDate'),
      dryRun: !sure,
    }),
  );
  if (!done) return { ...(await shown(ctx, refused, null)), status: 422 };
  if (!sure) return { ...(await shown(ctx, { ...keptForm(form), key: blankForm().key }, done)), status: 422 };
  return { to: '/staf/anggota/naik-kelas', news: { code: 'members.promote.done', params: { count: done.count } } };
}

export async function takeUndo(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () => undoBatch(ctx, { id: params.id ?? '' }));
  if (!done) return { ...(await shown(ctx, refused, null)), status: 422 };
  const counts = { restored: done.restored, skipped: done.skipped.length };
  return { to: '/staf/anggota/naik-kelas', news: { code: 'members.promote.undone', params: counts } };
}

async function shown(ctx: Ctx, form: FormState, preview: Preview | null): Promise<Shown> {
  const words = await memberWords(ctx);
  const [given, batches] = await Promise.all([memberChoices(ctx, {}), batchList(ctx, { limit: 20 })]);
  const classes = given.classes.map((value) => ({ value, label: value }));
  return {
    title: words('members.page.promote'),
    body: (
      <>
        <PageHead
          title={words('members.page.promote')}
          about={words('members.promote.about')}
          back={{ href: '/staf/anggota', label: words('members.page.title') }}
        />
        <FormErrors form={form} words={words} />
        <div class="grid items-start gap-x-4 lg:grid-cols-2">
          <Panel>
            <form method="post" class="grid gap-4 sm:grid-cols-2">
              <FormKey form={form} />
              <SelectField
                form={form}
                name="from"
                label={words('members.promote.from')}
                options={classes}
                empty={words('members.page.choose')}
                required
              />
              <Field
                form={form}
                name="to"
                label={words('members.promote.to')}
                hint={words('members.promote.to.hint')}
                maxLength={50}
              />
              <div class="sm:col-span-2">
                <CheckField form={form} name="leave" label={words('members.promote.leave')} />
              </div>
              <SelectField
                form={form}
                name="memberTypeId"
                label={words('members.promote.type')}
                options={given.types}
                empty={words('members.promote.type.same')}
              />
              <SelectField
                form={form}
                name="branchId"
                label={words('members.page.branch')}
                options={given.branches}
                empty={words('ui.all')}
              />
              <Field
                form={form}
                name="expiryDate"
                type="date"
                label={words('members.promote.until')}
                hint={words('members.promote.until.hint')}
              />
              <div class="flex flex-wrap gap-2 sm:col-span-2">
                <button type="submit" class="btn" data-variant={preview ? 'outline' : 'primary'}>
                  {words('members.promote.preview')}
                </button>
                {preview && preview.count > 0 && (
                  <button type="submit" class="btn" name="pasti" value="true">
                    {words('members.promote.sure', { count: preview.count })}
                  </button>
                )}
              </div>
            </form>
          </Panel>
          {preview && <Who preview={preview} words={words} />}
        </div>
        <Past batches={batches.items} words={words} />
      </>
    ),
  };
}

const Who = ({ preview, words }: { preview: Preview; words: Words }): VNode => (
  <div role="status">
    <Notice
      tone={preview.count > 0 ? 'attention' : 'plain'}
      title={words(preview.count > 0 ? 'members.promote.would' : 'members.promote.nobody', { count: preview.count })}
    />
    <ul class="panel rows mt-2" aria-label={words('members.page.title')}>
      {preview.members.map((member) => (
        <li class="flex justify-between gap-3 px-4 py-1.5">
          <span>{member.name}</span>
          <span class="text-muted-foreground font-mono text-sm">{member.memberId}</span>
        </li>
      ))}
    </ul>
  </div>
);

/** What was done in bulk, and the way back. */
function Past({ batches, words }: { batches: readonly Batch[]; words: Words }): VNode {
  const text = (value: unknown): string => (value === null || value === undefined ? '–' : String(value));
  const columns: Column<Batch>[] = [
    { label: words('members.batch.when'), head: true, cell: (batch) => words.moment(batch.createdAt) },
    { label: words('members.batch.what'), cell: (batch) => words(`members.batch.${batch.kind}`) },
    {
      label: words('members.batch.about'),
      cell: ({ kind, summary }) =>
        kind === 'PROMOTION'
          ? `${text(summary.from)} → ${summary.to === null ? words('members.promote.left') : text(summary.to)}`
          : words('members.batch.rows', { created: text(summary.created), updated: text(summary.updated) }),
    },
    { label: words('members.batch.count'), number: true, cell: ({ summary }) => text(summary.count) },
    { label: words('ui.actions'), cell: (batch) => <UndoBatch batch={batch} words={words} /> },
  ];
  return (
    <Panel title={words('members.batch.title')} flush>
      {batches.length === 0 ? (
        <p class="text-muted-foreground p-4">{words('members.batch.none')}</p>
      ) : (
        <Table caption={words('members.batch.title')} columns={columns} rows={batches} keyOf={(batch) => batch.id} />
      )}
    </Panel>
  );
}

function UndoBatch({ batch, words }: { batch: Batch; words: Words }): VNode {
  if (batch.undoneAt) return <Badge>{words('members.batch.undone', { date: words.date(batch.undoneAt) })}</Badge>;
  return (
    <form method="post" action={`/staf/anggota/massal/${batch.id}/urungkan`}>
      <FormKey form={blankForm()} />
      <button type="submit" class="btn" data-size="sm" data-variant="outline">
        {words('ui.undo')}
      </button>
    </form>
  );
}
