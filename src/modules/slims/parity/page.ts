import { type Locale, translate } from '../../../kernel/i18n.ts';
import type { PerMember } from './counts.ts';
import type { Parity } from './parity.ts';

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);

const row = (cells: readonly unknown[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`;
const table = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells)).join('\n')}</tbody></table>`;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;
margin:1rem 0}td,th{border:1px solid #888;padding:.2rem .6rem;text-align:left;vertical-align:top}`;

/** One file that can be opened anywhere and handed on; for what is not on it, see the JSON beside it. */
export function parityPage(parity: Parity, locale: Locale): string {
  const t = (code: string, params = {}): string => translate(locale, `slims.report_${code}`, params);
  const perMember = ({ members, differing }: PerMember): string =>
    differing.length === 0
      ? `<p>${safe(t('members_same', { count: members }))}</p>`
      : table(
          [t('member'), 'SLiMS', 'Pustaka'],
          differing.map((one) => [one.member, one.source, one.here]),
        );
  const { loans, samples } = parity;
  const figures = ['total', 'open', 'returned', 'openRenewed'] as const;
  const problem = (code: string): string => translate(locale, `slims.problem_${code}`);
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${safe(t('title'))}</title><style>${STYLE}</style>
<h1>${safe(t('title'))}</h1><p>${safe(parity.place)} · ${safe(parity.at)}</p><p><strong>${safe(t(parity.same ? 'same' : 'not_same'))}</strong></p>
<h2>${safe(t('tables'))}</h2>${table(
    [t('table'), 'SLiMS', t('here'), t('kept'), t('flagged'), t('gone')],
    parity.tables.map((one) => [one.table, one.source, one.here, one.kept, one.flagged, one.gone]),
  )}
<h2>${safe(t('loans'))}</h2>${table(
    ['', 'SLiMS', 'Pustaka'],
    figures.map((one) => [t(`loans_${one}`), loans.source[one], loans.here[one]]),
  )}
<h2>${safe(t('open_loans'))}</h2>${perMember(parity.openLoans)}
<h2>${safe(t('balances'))}</h2>${perMember(parity.balances)}
<h2>${safe(t('samples', { records: samples.records, fields: samples.fields }))}</h2>${table(
    [t('table'), t('number'), t('field'), 'SLiMS', 'Pustaka', t('flagged')],
    samples.differing.map((one) => [one.kind, one.old, one.field, one.source, one.here, one.flagged ? '✓' : '']),
  )}
<h2>${safe(t('flagged'))}</h2>${table(
    [t('problem'), t('count')],
    Object.entries(parity.codes).map(([code, count]) => [problem(code), count]),
  )}${table(
    [t('table'), t('number'), t('problem'), ''],
    parity.flagged.flatMap(({ kind, old, problems }) =>
      problems.map(({ code, value }) => [kind, old, problem(code), value ?? '']),
    ),
  )}</html>
`;
}
