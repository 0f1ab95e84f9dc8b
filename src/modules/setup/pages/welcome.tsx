import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { labelPdf } from '../../../lib/labels/label-pdf.ts';
import { LABEL_SHEETS } from '../../../lib/labels/sheets.ts';
import { Notice, Panel } from '../../../ui/components/page.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { readSettings } from '../../settings/index.ts';
import { testCopy } from '../test-copy.ts';
import { type PageText, type Words, wordsIn } from './texts.ts';

/** After the set-up: is the printer right, is the scanner right, and where to go on. */
export async function welcomePage(ctx: Ctx, { query }: Asked): Promise<Shown> {
  const words = wordsIn(ctx.locale);
  const works = holds(ctx.actor, 'copy:read');
  return {
    title: words('welcome'),
    body: (
      <>
        <h1 class="mb-4 font-serif text-3xl font-semibold">{words('welcome')}</h1>
        {query.get('demo') === '1' && (
          <div class="mb-4" role="status">
            <Notice tone="ok" title={words('welcome.demo')} />
          </div>
        )}
        {works ? (
          <>
            <TestLabel words={words} scanned={query.get('scan')} barcode={(await testCopy(ctx, {})).barcode} />
            <Onwards words={words} />
          </>
        ) : (
          <Panel>
            <p class="mb-4">{words('welcome.signIn')}</p>
            <a class="btn" href={ctx.locale === 'en' ? '/en/sign-in?ke=/welcome' : '/masuk?ke=/welcome'}>
              {words('welcome.enter')}
            </a>
          </Panel>
        )}
        <Panel title={words('welcome.server')}>
          <dl class="grid gap-2">
            {COMMANDS.map(([command, meaning]) => (
              <div>
                <dt class="font-mono text-sm">{command}</dt>
                <dd class="text-muted-foreground">{words(meaning)}</dd>
              </div>
            ))}
          </dl>
          <p class="mt-4">
            {words('welcome.docs')}{' '}
            <a class="link py-1" href="/docs">
              /docs
            </a>
          </p>
        </Panel>
      </>
    ),
  };
}

const COMMANDS: readonly (readonly [string, PageText])[] = [
  ['bin/pustaka import members anggota.csv', 'welcome.import'],
  ['bin/pustaka user add', 'welcome.user'],
  ['bin/pustaka doctor', 'welcome.doctor'],
];

/** A plain form: whatever the scanner types arrives here, with its Enter. */
function TestLabel({ words, scanned, barcode }: { words: Words; scanned: string | null; barcode: string }): VNode {
  return (
    <Panel title={words('label')}>
      <ol class="grid list-decimal gap-5 pl-5">
        <li>
          <p class="mb-2">{words('label.print')}</p>
          <a class="btn" data-variant="outline" data-turbo="false" href="/welcome/label.pdf">
            <Icon name="print" />
            {words('label.open')} <span class="font-mono">{barcode}</span>
          </a>
        </li>
        <li>
          <form method="get" class="grid gap-2">
            <label for="scan">{words('label.scan')}</label>
            <div class="flex gap-2">
              <input
                id="scan"
                name="scan"
                class="input w-full font-mono"
                autocomplete="off"
                maxLength={100}
                autofocus
              />
              <button type="submit" class="btn" data-variant="outline">
                {words('label.check')}
              </button>
            </div>
          </form>
          <div role="status" class="mt-3">
            {scanned !== null && <Arrived scanned={scanned.trim().slice(0, 100)} barcode={barcode} words={words} />}
          </div>
        </li>
      </ol>
    </Panel>
  );
}

function Arrived({ scanned, barcode, words }: { scanned: string; barcode: string; words: Words }): VNode {
  if (scanned === barcode) return <Notice tone="ok" title={words('label.arrived', { code: barcode })} />;
  const sameLetters = scanned.toLowerCase() === barcode.toLowerCase();
  return (
    <Notice
      tone="attention"
      title={scanned === '' ? words('label.nothing') : words('label.other', { code: scanned, expected: barcode })}
    >
      {words(sameLetters ? 'label.case' : 'label.other.hint')}
    </Notice>
  );
}

const PLACES: readonly (readonly [string, string, PageText])[] = [
  ['/staf/buku', 'book', 'next.books'],
  ['/staf/anggota', 'people', 'next.members'],
  ['/staf/petugas', 'shield', 'next.staff'],
  ['/staf/aturan', 'settings', 'next.rules'],
  ['/desk', 'desk', 'next.desk'],
];

const Onwards = ({ words }: { words: Words }): VNode => (
  <Panel title={words('next.title')} flush>
    <ul class="rows">
      {PLACES.map(([href, icon, text]) => (
        <li>
          <a class="hover:bg-muted flex items-center gap-3 px-4 py-3" href={href}>
            <Icon name={icon} />
            {words(text)}
          </a>
        </li>
      ))}
    </ul>
  </Panel>
);

/** One label as the library will print them, with its edge drawn, on plain paper. */
export async function testLabel(ctx: Ctx): Promise<FileReply> {
  const copy = await testCopy(ctx, {});
  const { libraryName } = await readSettings(ctx);
  const sheet = LABEL_SHEETS[0];
  if (!sheet) throw new Error('there is no sheet of labels');
  const label = {
    library: libraryName,
    title: copy.title,
    barcode: copy.barcode,
    callNumber: copy.callNumber,
    place: '',
  };
  const job = {
    title: copy.barcode,
    sheet,
    kind: 'BOTH',
    symbol: 'CODE128',
    start: 1,
    outline: true,
    labels: [label],
  } as const;
  const body = labelPdf(job, { createdAt: ctx.now, lang: ctx.locale });
  return { type: 'application/pdf', name: 'label.pdf', body, inline: true };
}
