import type { VNode } from 'preact';
import { type Locale, translate } from '../kernel/i18n.ts';

export interface ErrorPageProps {
  locale: Locale;
  status: number;
  message: string;
  requestId: string;
  /** Where books are looked for, if they are. */
  catalogue: string | null;
}

/** What went wrong, what one can do, and the number to name when asking for help. */
export function ErrorPage({ locale, status, message, requestId, catalogue }: ErrorPageProps): VNode {
  const words = (code: string): string => translate(locale, code);
  const title = words(`ui.error.${status}`);
  return (
    <div class="mx-auto max-w-xl py-10">
      <p class="text-muted-foreground tabular text-sm">{status}</p>
      <h1 class="mt-1 font-serif text-3xl font-semibold">{title}</h1>
      {message !== title && <p class="mt-3 text-lg">{message}</p>}
      <p class="mt-6">
        <a class="btn" href={locale === 'en' ? '/en' : '/'}>
          {words('ui.error.home')}
        </a>{' '}
        {catalogue && (
          <a class="btn" data-variant="outline" href={catalogue}>
            {words('ui.search')}
          </a>
        )}
      </p>
      <p class="text-muted-foreground mt-8 text-sm">
        {words('ui.error.request')} <code>{requestId}</code>
      </p>
    </div>
  );
}
