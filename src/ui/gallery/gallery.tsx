import type { ComponentChildren, VNode } from 'preact';
import { ANYONE } from '../../kernel/access.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type ScreenAnswer, screen } from '../../kernel/http/screen.ts';
import { ChartFigure, draw } from '../chart/figure.tsx';
import { Cover } from '../components/cover.tsx';
import { CheckField, Field, FormErrors, SelectField, TextField } from '../components/field.tsx';
import { Badge, Empty, Facts, Notice, PageHead, Pager, Panel, type Tone } from '../components/page.tsx';
import { Table } from '../components/table.tsx';
import { blankForm } from '../form.ts';
import { type Words, wordsFor } from '../words.ts';

const TONES: readonly Tone[] = ['ok', 'attention', 'stop', 'plain'];
const VARIANTS = ['primary', 'outline', 'ghost', 'secondary', 'destructive', 'link'] as const;
const SIZES = ['sm', undefined, 'lg'] as const;

/** Every part of the design in every state, for whoever changes one. Only in development. */
async function galleryPage(ctx: Ctx): Promise<ScreenAnswer> {
  const words = wordsFor(ctx.locale);
  const labels = ['Jan', 'Feb', 'Mar', 'Apr'];
  const series = [
    { name: 'A', values: [3, 7, 4, 9] },
    { name: 'B', values: [2, 5, 6, 4] },
  ];
  const charts = await Promise.all(
    (['bar', 'line', 'rank'] as const).map((kind) =>
      draw(kind, { kind, labels, series: kind === 'rank' ? series.slice(0, 1) : series, format: String }),
    ),
  );
  return {
    title: 'Design',
    body: (
      <>
        <PageHead
          title="Design"
          about="PageHead"
          back={{ href: '/', label: 'back' }}
          actions={<Button variant="primary" />}
        />
        <Buttons />
        <Section title="Notice, Badge">
          {TONES.map((tone) => (
            <Notice tone={tone} title={tone}>
              {words('ui.problems')}
            </Notice>
          ))}
          <p class="flex gap-2">
            {TONES.map((tone) => (
              <Badge tone={tone}>{tone}</Badge>
            ))}
          </p>
        </Section>
        <Forms words={words} />
        <Lists words={words} />
        <Section title="Cover">
          <div class="flex gap-4">
            {['Bumi Manusia', 'Laskar Pelangi', 'Perahu Kertas yang Sangat Panjang Sekali Judulnya'].map((title) => (
              <div class="w-40">
                <Cover title={title} author="Pengarang" src={null} size="large" />
                <Cover title={title} author="Pengarang" src={null} />
              </div>
            ))}
          </div>
        </Section>
        <Section title="Chart">
          {charts.map((chart) => (
            <ChartFigure chart={chart} words={words} />
          ))}
        </Section>
      </>
    ),
  };
}

const Section = ({ title, children }: { title: string; children: ComponentChildren }): VNode => (
  <Panel title={title}>
    <div class="grid gap-3">{children}</div>
  </Panel>
);

const Button = ({ variant, size, off }: { variant: string; size?: string | undefined; off?: boolean }): VNode => (
  <button type="button" class="btn" data-variant={variant} data-size={size} disabled={off}>
    {variant}
  </button>
);

const Buttons = (): VNode => (
  <Section title="Button">
    {SIZES.map((size) => (
      <p class="flex flex-wrap gap-2">
        {VARIANTS.map((variant) => (
          <Button variant={variant} size={size} />
        ))}
        <Button variant="primary" size={size} off />
        <kbd class="kbd">F9</kbd>
      </p>
    ))}
  </Section>
);

function Forms({ words }: { words: Words }): VNode {
  const wrong = {
    ...blankForm({ name: 'x', kind: 'b', note: 'y' }),
    errors: { name: words('ui.problems'), note: words('ui.problems') },
  };
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ];
  return (
    <Section title="Field">
      {[blankForm({ name: 'x' }), wrong].map((form) => (
        <>
          <FormErrors form={form} words={words} />
          <div class="grid gap-3 sm:grid-cols-2">
            <Field form={form} name="name" label="Field" hint="hint" required />
            <SelectField form={form} name="kind" label="SelectField" options={options} empty="–" />
            <TextField form={form} name="note" label="TextField" />
            <CheckField form={form} name="check" label="CheckField" hint="hint" />
          </div>
        </>
      ))}
    </Section>
  );
}

const Lists = ({ words }: { words: Words }): VNode => (
  <Section title="Table, Pager, Facts, Empty">
    <Table
      caption="Table"
      rows={[
        { name: 'Satu', count: 1 },
        { name: 'Dua', count: 22_000 },
      ]}
      columns={[
        { label: 'Name', head: true, cell: (row) => row.name },
        { label: 'Count', number: true, cell: (row) => words.number(row.count) },
        { label: 'Only where there is room', wide: true, cell: () => '…' },
      ]}
    />
    <Pager
      words={words}
      meta={{ page: 2, totalPages: 5, hasNext: true, hasPrev: true }}
      href={({ page }) => `?page=${page}`}
    />
    <Facts
      facts={[
        { label: 'Label', value: 'Value' },
        { label: 'Nothing', value: null },
      ]}
    />
    <Empty title="Empty">What to do about it.</Empty>
  </Section>
);

const startedAt = String(Date.now());

export const developmentScreens = [
  screen('GET /_ui', { area: 'staff', permission: ANYONE }, galleryPage),
  // Changes with every start: the page that was open reloads itself.
  screen('GET /_dev/started', { area: 'plain', permission: ANYONE }, async () => ({
    type: 'text/plain',
    name: 'started.txt',
    inline: true,
    body: startedAt,
  })),
];
