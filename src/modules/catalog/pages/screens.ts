import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { bookPage } from './book.tsx';
import { authorPage, subjectPage } from './heading.tsx';
import { authorsPage, subjectsPage } from './headings.tsx';
import { resultsPage } from './results.tsx';
import { robots, sitemapIndex, sitemapOfPages, sitemapPart } from './sitemap.ts';

/** Lists say how many are free, which is kept half a minute; a book falls with every change of it. */
const results: ScreenOptions = {
  area: 'public',
  permission: 'book:read',
  en: '/en/catalog',
  camera: true,
  cache: { ttlSeconds: 30, tags: () => ['book', 'search'] },
};
const book: ScreenOptions = {
  area: 'public',
  permission: 'book:read',
  en: '/en/catalog/:id',
  cache: { ttlSeconds: 3600, tags: ({ params }) => [`book:${params.id?.toLowerCase()}`, 'heading', 'branch'] },
};

const browse: ScreenOptions = {
  area: 'public',
  permission: 'heading:read',
  cache: { ttlSeconds: 300, tags: () => ['heading', 'book'] },
};
const crawl: ScreenOptions = { area: 'public', permission: 'book:read' };

export const catalogPages = [
  screen('GET /katalog', results, resultsPage),
  screen('GET /katalog/:id', book, bookPage),
  screen('GET /pengarang', { ...browse, en: '/en/authors' }, authorsPage),
  screen('GET /pengarang/:id', { ...browse, en: '/en/authors/:id' }, authorPage),
  screen('GET /subjek', { ...browse, en: '/en/subjects' }, subjectsPage),
  screen('GET /subjek/:id', { ...browse, en: '/en/subjects/:id' }, subjectPage),
  screen('GET /sitemap.xml', crawl, sitemapIndex),
  screen('GET /sitemap/laman.xml', crawl, sitemapOfPages),
  screen('GET /sitemap/:kind/:part', crawl, sitemapPart),
  screen('GET /robots.txt', crawl, robots),
];

export const catalogMenu = [
  {
    area: 'public',
    path: '/katalog',
    en: '/en/catalog',
    label: 'catalog.page.catalog',
    permission: 'book:read',
    icon: 'book',
  },
  {
    area: 'public',
    path: '/pengarang',
    en: '/en/authors',
    label: 'catalog.page.authors',
    permission: 'heading:read',
    icon: 'people',
  },
  {
    area: 'public',
    path: '/subjek',
    en: '/en/subjects',
    label: 'catalog.page.subjects',
    permission: 'heading:read',
    icon: 'label',
  },
] as const;
