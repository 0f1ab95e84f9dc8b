import { Readable } from 'node:stream';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import type { Asked } from '../../../kernel/http/screen.ts';
import { Uuid } from '../../../kernel/validation.ts';
import { headingNotFound } from '../errors.ts';
import { SITEMAP_KINDS, type SitemapKind, sitemapPages, sitemapParts } from '../sitemap.ts';
import { authorsPath, bookPath, headingPath, resultsPath, subjectsPath } from './paths.ts';

const KEPT_SECONDS = 3600;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XMLNS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const OPEN = `${HEAD}<urlset xmlns="${XMLNS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;

const xml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const file = (name: string, body: FileReply['body'], type = 'application/xml; charset=utf-8'): FileReply => ({
  type,
  name,
  body,
  inline: true,
  keptSeconds: KEPT_SECONDS,
});

/** The parts there are; counted anew once an hour. */
export async function sitemapIndex(ctx: Ctx, { base }: Asked): Promise<FileReply> {
  const make = () => sitemapParts(ctx, {});
  const kept = await ctx.drivers.cache.fill('sitemap', { ttlSeconds: KEPT_SECONDS, tags: [] }, make);
  const parts = [`${base}/sitemap/laman.xml`, ...kept.map(({ kind, after }) => `${base}/sitemap/${kind}/${after}.xml`)];
  const lines = parts.map((part) => `<sitemap><loc>${xml(part)}</loc></sitemap>\n`).join('');
  return file('sitemap.xml', `${HEAD}<sitemapindex xmlns="${XMLNS}">\n${lines}</sitemapindex>\n`);
}

/** Every page twice, each naming the other, as both languages have an address. */
function both(base: string, of: (locale: 'id' | 'en') => string, changed?: Date): string {
  const [id, en] = [xml(base + of('id')), xml(base + of('en'))];
  const others = `<xhtml:link rel="alternate" hreflang="id" href="${id}"/><xhtml:link rel="alternate" hreflang="en" href="${en}"/>`;
  const date = changed ? `<lastmod>${changed.toISOString().slice(0, 10)}</lastmod>` : '';
  return [id, en].map((loc) => `<url><loc>${loc}</loc>${date}${others}</url>\n`).join('');
}

export async function sitemapOfPages(_ctx: Ctx, { base }: Asked): Promise<FileReply> {
  const places = [(locale: 'id' | 'en') => (locale === 'en' ? '/en' : '/'), resultsPath, authorsPath, subjectsPath];
  return file('laman.xml', `${OPEN}${places.map((of) => both(base, of)).join('')}</urlset>\n`);
}

const PATHS: Readonly<Record<SitemapKind, (locale: 'id' | 'en', id: string) => string>> = {
  buku: bookPath,
  pengarang: (locale, id) => headingPath(locale, 'AUTHOR', id),
  subjek: (locale, id) => headingPath(locale, 'SUBJECT', id),
};

/** One part, written while it is read. */
export async function sitemapPart(ctx: Ctx, { base, params }: Asked): Promise<FileReply> {
  const kind = SITEMAP_KINDS.find((each) => each === params.kind);
  const after = Uuid.safeParse(params.part?.replace(/\.xml$/, '')).data;
  if (!kind || !after) throw headingNotFound();
  return file(`${kind}.xml`, Readable.from(linesOf(ctx, base, kind, after)));
}

async function* linesOf(ctx: Ctx, base: string, kind: SitemapKind, after: string): AsyncGenerator<string> {
  yield OPEN;
  for await (const rows of sitemapPages(ctx, kind, after))
    yield rows.map(({ id, updatedAt }) => both(base, (locale) => PATHS[kind](locale, id), updatedAt)).join('');
  yield '</urlset>\n';
}

/** Records are reached by the sitemap; ways to sort and narrow lists are endless and lead to the same ones. */
const CLOSED = ['/api/', '/akun', '/desk', '/staf', '/masuk', '/keluar', '/katalog?', '/en/catalog?', '/en/sign-in'];

export async function robots(_ctx: Ctx, { base }: Asked): Promise<FileReply> {
  const rules = CLOSED.map((path) => `Disallow: ${path}\n`).join('');
  const body = `User-agent: *\n${rules}Disallow: /*/pesan$\nDisallow: /*/hold$\n\nSitemap: ${base}/sitemap.xml\n`;
  return file('robots.txt', body, 'text/plain; charset=utf-8');
}
