import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { SRU_VERSIONS } from '../../../lib/sru/address.ts';
import { CheckField, Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { PageHead, Panel } from '../../../ui/components/page.tsx';
import { attempt, blankForm, type FormState, numberIn, textIn } from '../../../ui/form.ts';
import { type Words, wordsFor } from '../../../ui/words.ts';
import type { TargetReply } from '../target.ts';
import { createTarget, deleteTarget, updateTarget } from '../verbs/targets.ts';
import { getTarget } from '../views.ts';
import { sourcesPath } from './paths.ts';

type Protocol = TargetReply['protocol'];
const INDEXES = { isbn: 'indexIsbn', issn: 'indexIssn', title: 'indexTitle', author: 'indexAuthor' } as const;
const USUAL = {
  sruVersion: '1.1',
  recordSchema: 'marcxml',
  indexIsbn: 'bath.isbn',
  indexIssn: 'bath.issn',
  indexTitle: 'dc.title',
  indexAuthor: 'dc.creator',
  port: '210',
  database: 'Default',
  syntax: 'USMARC',
  charset: 'AUTO',
  timeoutMs: '5000',
  position: '100',
  enabled: 'true',
};

const protocolIn = (query: URLSearchParams): Protocol => (query.get('protocol') === 'Z3950' ? 'Z3950' : 'SRU');

export async function sourcePage(ctx: Ctx, { params, query }: Asked): Promise<Shown> {
  if (params.id === undefined) return page(ctx, null, blankForm({ ...USUAL, protocol: protocolIn(query) }));
  const target = await getTarget(ctx, { id: params.id });
  const { health: _health, enabled, ...rest } = target;
  const values = Object.entries(rest).map(([name, value]) => [name, value === null ? '' : String(value)]);
  return page(ctx, target, blankForm({ ...Object.fromEntries(values), enabled: enabled ? 'true' : null }));
}

export async function takeSource(ctx: Ctx, { params, form }: Asked): Promise<ScreenAnswer> {
  const { id } = params;
  const old = id === undefined ? null : await getTarget(ctx, { id });
  const protocol = old?.protocol ?? protocolIn(form);
  const { done, refused } = await attempt(ctx, form, () => {
    const input = { ...sharedIn(form), ...(protocol === 'SRU' ? sruIn(form) : z3950In(form)) };
    return id === undefined ? createTarget(ctx, { protocol, ...input }) : updateTarget(ctx, { id, ...input });
  });
  if (done) return { to: sourcesPath, news: { code: 'cataloguing.sources.saved', params: { name: done.name } } };
  return { ...page(ctx, old, { ...refused, values: { ...refused.values, protocol } }), status: 422 };
}

const sharedIn = (form: URLSearchParams) => ({
  name: form.get('name') ?? '',
  timeoutMs: numberIn(form, 'timeoutMs'),
  position: numberIn(form, 'position'),
  enabled: form.get('enabled') === 'true',
});

const sruIn = (form: URLSearchParams) => ({
  url: form.get('url') ?? '',
  sruVersion: (form.get('sruVersion') ?? '') as '1.1',
  recordSchema: textIn(form, 'recordSchema') ?? null,
  indexIsbn: textIn(form, 'indexIsbn') ?? null,
  indexIssn: textIn(form, 'indexIssn') ?? null,
  indexTitle: textIn(form, 'indexTitle') ?? null,
  indexAuthor: textIn(form, 'indexAuthor') ?? null,
});

const z3950In = (form: URLSearchParams) => ({
  host: form.get('host') ?? '',
  port: numberIn(form, 'port') ?? Number.NaN,
  database: form.get('database') ?? '',
  syntax: (form.get('syntax') ?? '') as 'USMARC',
  charset: (form.get('charset') ?? '') as 'AUTO',
});

export async function takeDeletion(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  await deleteTarget(ctx, { id: params.id ?? '' });
  return { to: sourcesPath, news: { code: 'cataloguing.sources.deleted' } };
}

function page(ctx: Ctx, target: TargetReply | null, form: FormState): Shown {
  const words = wordsFor(ctx.locale);
  const title = target?.name ?? words('cataloguing.sources.new');
  const protocol: Protocol = target?.protocol ?? (form.values.protocol === 'Z3950' ? 'Z3950' : 'SRU');
  const action = target ? `${sourcesPath}/${target.id}` : `${sourcesPath}/baru`;
  return {
    title,
    body: (
      <>
        <PageHead title={title} back={{ href: sourcesPath, label: words('cataloguing.sources.title') }} />
        <FormErrors form={form} words={words} />
        {!target && <ProtocolTabs protocol={protocol} words={words} />}
        <form method="post" action={action} class="max-w-3xl">
          <FormKey form={form} version={target?.version} />
          <input type="hidden" name="protocol" value={protocol} />
          <General form={form} words={words} />
          {protocol === 'SRU' ? <SruFields form={form} words={words} /> : <Z3950Fields form={form} words={words} />}
          <button type="submit" class="btn" data-size="lg">
            {words('ui.save')}
          </button>
        </form>
        {target && <Deletion id={target.id} words={words} />}
      </>
    ),
  };
}

const ProtocolTabs = ({ protocol, words }: { protocol: Protocol; words: Words }): VNode => (
  <nav class="mb-4 flex gap-1" aria-label={words('cataloguing.sources.protocol')}>
    {(['SRU', 'Z3950'] as const).map((one) => (
      <a
        class="btn"
        data-variant={one === protocol ? 'secondary' : 'ghost'}
        aria-current={one === protocol ? 'true' : undefined}
        href={`${sourcesPath}/baru?protocol=${one}`}
      >
        {words(`cataloguing.sources.protocol.${one}`)}
      </a>
    ))}
  </nav>
);

interface FieldsProps {
  form: FormState;
  words: Words;
}

const General = ({ form, words }: FieldsProps): VNode => (
  <Panel title={words('cataloguing.sources.general')}>
    <div class="grid gap-4 sm:grid-cols-4">
      <Field
        form={form}
        name="name"
        label={words('cataloguing.sources.name')}
        required
        maxLength={80}
        class="sm:col-span-2"
      />
      <Field
        form={form}
        name="timeoutMs"
        label={words('cataloguing.sources.timeout')}
        inputmode="numeric"
        required
        maxLength={6}
      />
      <Field
        form={form}
        name="position"
        label={words('cataloguing.sources.position')}
        hint={words('cataloguing.sources.position.hint')}
        inputmode="numeric"
        maxLength={4}
      />
    </div>
    <CheckField form={form} name="enabled" label={words('cataloguing.sources.enabled')} />
  </Panel>
);

const SruFields = ({ form, words }: FieldsProps): VNode => (
  <Panel title={words('cataloguing.sources.protocol.SRU')}>
    <div class="grid gap-4 sm:grid-cols-4">
      <Field
        form={form}
        name="url"
        type="url"
        label={words('cataloguing.sources.url')}
        hint={words('cataloguing.sources.url.hint')}
        placeholder="http://katalog.example.org:210/Default"
        required
        maxLength={500}
        class="sm:col-span-4"
      />
      <SelectField
        form={form}
        name="sruVersion"
        label={words('cataloguing.sources.version')}
        class="sm:col-span-2"
        options={SRU_VERSIONS.map((value) => ({
          value,
          label: value === 'PARAMETERS' ? words('cataloguing.sources.version.PARAMETERS') : value,
        }))}
      />
      <Field
        form={form}
        name="recordSchema"
        label={words('cataloguing.sources.schema')}
        hint={words('cataloguing.sources.schema.hint')}
        maxLength={60}
        class="sm:col-span-2"
      />
    </div>
    <fieldset class="mt-4">
      <legend class="font-semibold">{words('cataloguing.sources.indexes')}</legend>
      <p class="text-muted-foreground mb-2 text-sm">{words('cataloguing.sources.indexes.hint')}</p>
      <div class="grid gap-4 sm:grid-cols-4">
        {Object.entries(INDEXES).map(([kind, name]) => (
          <Field form={form} name={name} label={words(`cataloguing.sources.index.${kind}`)} maxLength={62} />
        ))}
      </div>
    </fieldset>
  </Panel>
);

const Z3950Fields = ({ form, words }: FieldsProps): VNode => {
  const choice = (name: 'syntax' | 'charset', values: readonly string[]): VNode => (
    <SelectField
      form={form}
      name={name}
      label={words(`cataloguing.sources.${name}`)}
      class="sm:col-span-2"
      options={values.map((value) => ({ value, label: words(`cataloguing.sources.${name}.${value}`) }))}
    />
  );
  return (
    <Panel title={words('cataloguing.sources.protocol.Z3950')}>
      <div class="grid gap-4 sm:grid-cols-4">
        <Field
          form={form}
          name="host"
          label={words('cataloguing.sources.host')}
          required
          maxLength={255}
          class="sm:col-span-2"
        />
        <Field
          form={form}
          name="port"
          label={words('cataloguing.sources.port')}
          inputmode="numeric"
          required
          maxLength={5}
        />
        <Field form={form} name="database" label={words('cataloguing.sources.database')} required maxLength={100} />
        {choice('syntax', ['USMARC', 'UNIMARC', 'XML'])}
        {choice('charset', ['AUTO', 'UTF8', 'MARC8'])}
      </div>
    </Panel>
  );
};

const Deletion = ({ id, words }: { id: string; words: Words }): VNode => (
  <form method="post" action={`${sourcesPath}/${id}/hapus`} class="mt-6 border-t pt-4">
    <FormKey form={blankForm()} />
    <p class="text-muted-foreground mb-2 text-sm">{words('cataloguing.sources.delete.hint')}</p>
    <button type="submit" class="btn" data-variant="destructive">
      {words('cataloguing.sources.delete')}
    </button>
  </form>
);
