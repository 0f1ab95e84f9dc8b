import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { bookPage } from './book.tsx';
import { resultsPage } from './results.tsx';

/** Lists say how many are free, which is kept half a minute; a book falls with every change of it. */
const results: ScreenOptions = {
  area: 'public',
  permission: 'book:read',
  en: '/en/catalog',
  cache: { ttlSeconds: 30, tags: () => ['book', 'search'] },
};
const book: ScreenOptions = {
  area: 'public',
  permission: 'book:read',
  en: '/en/catalog/:id',
  cache: { ttlSeconds: 3600, tags: ({ params }) => [`book:${params.id?.toLowerCase()}`, 'heading', 'branch'] },
};

export const catalogPages = [screen('GET /katalog', results, resultsPage), screen('GET /katalog/:id', book, bookPage)];

export const catalogMenu = [
  {
    area: 'public',
    path: '/katalog',
    en: '/en/catalog',
    label: 'catalog.page.catalog',
    permission: 'book:read',
    icon: 'book',
  },
] as const;
