import type { VNode } from 'preact';
import { CameraButton, CameraView } from '../../../ui/components/camera.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import { resultsPath } from './paths.ts';

/** The one box. Suggestions come where scripts run; sending the form works everywhere. */
export function SearchBox({ words, text = '', large }: { words: Words; text?: string; large?: boolean }): VNode {
  return (
    <search-suggest data-count={words('catalog.page.suggestions')}>
      <search>
        <form action={resultsPath(words.locale)} method="get" class="relative flex gap-2">
          <label class="sr-only" for="cari">
            {words('ui.search')}
          </label>
          <div class="relative min-w-0 flex-1">
            <input
              id="cari"
              name="search"
              type="search"
              value={text}
              maxLength={500}
              autocomplete="off"
              placeholder={words('ui.search.placeholder')}
              class={`input w-full pr-12! ${large ? 'h-12! text-lg!' : 'h-11!'}`}
            />
            <CameraButton box="cari" words={words} />
          </div>
          <button type="submit" class={`btn ${large ? 'h-12!' : ''}`} data-size="lg" aria-label={words('ui.search')}>
            <Icon name="search" />
            <span class="max-sm:sr-only">{words('ui.search')}</span>
          </button>
          <div
            id="cari-saran"
            role="listbox"
            aria-label={words('catalog.page.suggested')}
            hidden
            class="bg-popover absolute inset-x-0 top-full z-30 mt-1 max-h-96 overflow-y-auto rounded-lg border p-1 text-left text-base shadow-lg"
          />
          <template>
            <div
              role="option"
              aria-selected="false"
              tabIndex={-1}
              class="hover:bg-muted aria-selected:bg-accent cursor-pointer rounded-md px-3 py-2"
            />
          </template>
          <output class="sr-only" />
        </form>
      </search>
      <CameraView box="cari" words={words} />
    </search-suggest>
  );
}
