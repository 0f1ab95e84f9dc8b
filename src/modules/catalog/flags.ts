/** What an import flagged, and the field by which it is mended. */
const FLAG_OF: Readonly<Record<string, readonly string[]>> = {
  title: ['title_cut'],
  author: ['no_author', 'author_cut'],
  category: ['no_category', 'category_cut'],
  isbn: ['bad_isbn'],
  publishedYear: ['bad_year'],
  language: ['bad_language'],
  publisher: ['publisher_cut'],
  place: ['place_cut'],
  edition: ['edition_cut'],
  series: ['series_cut'],
  pages: ['pages_cut'],
  classification: ['classification_cut'],
  description: ['description_cut'],
  location: ['location_cut'],
};

/** What an import flagged is mended by saying it anew. */
export function flagsLeft(flags: readonly string[], changed: readonly string[]): string[] {
  const mended = new Set(changed.flatMap((column) => FLAG_OF[column] ?? []));
  return flags.filter((flag) => !mended.has(flag.split(':')[0] ?? ''));
}
