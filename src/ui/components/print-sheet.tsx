import type { ComponentChildren, VNode } from 'preact';
import type { Asked } from '../../kernel/http/screen.ts';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

/** Rolls of desk printers, and a sheet; the name of the print style too. */
export const PAPERS = ['58', '80', 'a4'] as const;
export type PaperName = (typeof PAPERS)[number];

/** As the address says, else as this desk printed last. */
export function paperIn({ query, cookies }: Pick<Asked, 'query' | 'cookies'>): PaperName {
  const wanted = query.get('kertas') ?? cookies.kertas;
  return PAPERS.find((paper) => paper === wanted) ?? '80';
}

interface Props {
  words: Words;
  paper: PaperName;
  /** Address of this page without its paper; a page that is seen only once has none. */
  href?: string;
  back?: { href: string; label: string };
  children: ComponentChildren;
}

const withPaper = (href: string, paper: PaperName): string => `${href}${href.includes('?') ? '&' : '?'}kertas=${paper}`;

/** Something for the printer: what to do about it is seen on the screen only. Where scripts run it prints itself. */
export function PrintSheet({ words, paper, href, back, children }: Props): VNode {
  return (
    <print-sheet>
      <div class="no-print mb-4 flex flex-wrap items-center gap-2">
        {back && (
          <a class="btn" data-variant="outline" href={back.href}>
            ← {back.label}
          </a>
        )}
        {href && (
          <nav class="flex gap-1" aria-label={words('ui.paper')}>
            {PAPERS.map((one) => (
              <a
                class="btn"
                data-variant={one === paper ? 'secondary' : 'ghost'}
                aria-current={one === paper ? 'true' : undefined}
                href={withPaper(href, one)}
                data-paper={one}
              >
                {words(`ui.paper.${one}`)}
              </a>
            ))}
          </nav>
        )}
        <button type="button" class="btn" data-print hidden>
          <Icon name="print" />
          {words('ui.print')}
        </button>
        <noscript>
          <p class="text-muted-foreground">{words('ui.print.hint')}</p>
        </noscript>
      </div>
      <article class={`sheet sheet-${paper}`}>{children}</article>
    </print-sheet>
  );
}
