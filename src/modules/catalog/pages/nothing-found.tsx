import type { VNode } from 'preact';
import { Empty } from '../../../ui/components/page.tsx';
import type { Words } from '../../../ui/words.ts';
import { resultsPath } from './paths.ts';
import { withChange } from './results-query.ts';

interface NothingProps {
  text: string;
  query: URLSearchParams;
  didYouMean: string | undefined;
  words: Words;
}

/** Nothing fits: another spelling, fewer words, or everything. */
export function NothingFound({ text, query, didYouMean, words }: NothingProps): VNode {
  const longest = text.split(/\s+/).toSorted((a, b) => b.length - a.length)[0];
  const broader = longest && longest !== text ? longest : null;
  const searchFor = (other: string): string => withChange(query, (next) => next.set('search', other));
  return (
    <div class="mt-4">
      <Empty title={words('catalog.page.none')}>
        <p>{words('catalog.page.none.hint')}</p>
        <p class="mt-4 flex flex-wrap justify-center gap-2">
          {didYouMean && (
            <a class="btn" href={searchFor(didYouMean)}>
              {words('catalog.page.did_you_mean')} {didYouMean}?
            </a>
          )}
          {broader && (
            <a class="btn" data-variant="outline" href={searchFor(broader)}>
              {words('catalog.page.none.broader', { text: broader })}
            </a>
          )}
          <a class="btn" data-variant="outline" href={resultsPath(words.locale)}>
            {words('catalog.page.none.all')}
          </a>
        </p>
      </Empty>
    </div>
  );
}
