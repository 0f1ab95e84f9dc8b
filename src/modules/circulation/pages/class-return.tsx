import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey, TextField } from '../../../ui/components/field.tsx';
import { Badge, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import { returnCopy } from '../verbs/return-borrowing.ts';
import { refusal } from './refusal-card.ts';
import { deskWords, nextAct } from './scan.ts';

const MOST = 300;

/** What became of one line. */
interface Line {
  barcode: string;
  tone: 'ok' | 'attention' | 'stop';
  word: string;
  title: string | null;
  from: string | null;
  fine: number;
  act: string;
}

export async function classReturnPage(ctx: Ctx): Promise<Shown> {
  return shown(await deskWords(ctx), blankForm(), []);
}

/** Many copies at once, each a return of its own: one that fails holds up none of the others. */
export async function takeClass(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const words = await deskWords(ctx);
  const { done: codes, refused } = await attempt(ctx, form, async () => codesIn(form.get('kode') ?? ''));
  if (!codes) return { ...shown(words, refused, []), status: 422 };
  const lines: Line[] = [];
  for (const [at, barcode] of codes.entries()) lines.push(await giveBack(ctx, words, barcode, at));
  const left = lines.filter((line) => line.tone === 'stop').map((line) => line.barcode);
  return shown(words, blankForm({ kode: left.join('\n') }), lines);
}

/** A line, a space, a comma or a semicolon ends a barcode; the same one twice is one. */
function codesIn(text: string): string[] {
  const codes = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
  if (codes.length === 0) throw invalid('kode', 'circulation.class.none');
  if (codes.length > MOST) throw invalid('kode', 'circulation.class.too_many', { most: MOST });
  return codes;
}

async function giveBack(ctx: Ctx, words: Words, barcode: string, at: number): Promise<Line> {
  const { idempotencyKey: key } = ctx.request;
  // Every line has its own key, so that the form sent again shows the same and does nothing twice.
  const own = { ...ctx, request: { ...ctx.request, idempotencyKey: key && `${key.slice(0, 90)}-${at}` } };
  try {
    const { borrowing, copy, fine, next } = await returnCopy(own, { barcode });
    const calm = next.act === 'SHELVE' || next.act === 'NONE';
    return {
      barcode: copy.barcode,
      tone: calm && !fine ? 'ok' : 'attention',
      word: words(borrowing ? 'circulation.desk.returned' : 'circulation.desk.checked_in'),
      title: copy.title,
      from: borrowing && `${borrowing.memberName} (${borrowing.memberNumber})`,
      fine: fine?.amount ?? 0,
      act: await nextAct(ctx, words, next),
    };
  } catch (error) {
    const { title, details } = refusal(ctx, words, error, { subject: barcode });
    return { barcode, tone: 'stop', word: title, title: null, from: null, fine: 0, act: details.join('; ') };
  }
}

function shown(words: Words, form: FormState, lines: readonly Line[]): Shown {
  return {
    title: words('circulation.desk.class'),
    body: (
      <>
        <PageHead
          title={words('circulation.desk.class')}
          about={words('circulation.class.about')}
          back={{ href: '/desk', label: words('circulation.desk.title') }}
        />
        {lines.length > 0 && <Outcome lines={lines} words={words} />}
        <Panel>
          <FormErrors form={form} words={words} />
          <form method="post" class="grid max-w-xl gap-4" data-turbo="false">
            <FormKey form={form} />
            <TextField
              form={form}
              name="kode"
              label={words('circulation.class.codes')}
              hint={words('circulation.class.codes.hint')}
              rows={10}
              required
            />
            <div>
              <button type="submit" class="btn" data-size="lg">
                {words('circulation.class.return')}
              </button>
            </div>
          </form>
        </Panel>
      </>
    ),
  };
}

function Outcome({ lines, words }: { lines: readonly Line[]; words: Words }): VNode {
  const count = (tone: Line['tone']): number => lines.filter((line) => line.tone === tone).length;
  const failed = count('stop');
  const fines = lines.reduce((sum, line) => sum + line.fine, 0);
  const columns: Column<Line>[] = [
    {
      label: words('circulation.class.code'),
      head: true,
      cell: (line) => <span class="font-mono">{line.barcode}</span>,
    },
    { label: words('circulation.class.result'), cell: (line) => <Badge tone={line.tone}>{line.word}</Badge> },
    {
      label: words('circulation.class.act'),
      cell: (line) => (line.tone === 'ok' ? line.act : <strong>{line.act}</strong>),
    },
    { label: words('circulation.class.title'), cell: (line) => line.title ?? '–' },
    { label: words('circulation.class.from'), cell: (line) => line.from ?? '–' },
    {
      label: words('circulation.desk.fines'),
      number: true,
      cell: (line) => (line.fine > 0 ? words.rupiah(line.fine) : '–'),
    },
  ];
  return (
    <div role="status" class="mb-4">
      <Notice
        tone={failed > 0 ? 'stop' : count('attention') > 0 ? 'attention' : 'ok'}
        title={words('circulation.class.done', { done: lines.length - failed, all: lines.length })}
      >
        {fines > 0 && words('circulation.class.fines', { amount: words.rupiah(fines) })}
        {failed > 0 && <p>{words('circulation.class.failed')}</p>}
      </Notice>
      <div class="panel mt-3">
        <Table
          caption={words('circulation.class.result')}
          columns={columns}
          rows={lines}
          keyOf={(line) => line.barcode}
        />
      </div>
    </div>
  );
}
