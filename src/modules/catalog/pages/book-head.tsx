import type { VNode } from 'preact';
import type { Book } from '../book.ts';

/** For search engines and shared links: schema.org, Open Graph, and COinS' fields as Highwire tags. */
export function BookHead({ book, address, base }: { book: Book; address: string; base: string }): VNode {
  const about = book.description?.slice(0, 200) ?? `${book.title}, ${book.author}`;
  const image = book.coverImage && (book.coverImage.startsWith('/') ? base + book.coverImage : book.coverImage);
  return (
    <>
      <meta name="description" content={about} />
      <meta property="og:type" content="book" />
      <meta property="og:title" content={book.title} />
      <meta property="og:description" content={about} />
      <meta property="og:url" content={address} />
      {image && <meta property="og:image" content={image} />}
      <meta name="citation_title" content={book.title} />
      <meta name="citation_author" content={book.author} />
      {book.publisher && <meta name="citation_publisher" content={book.publisher} />}
      {book.publishedYear && <meta name="citation_publication_date" content={String(book.publishedYear)} />}
      {book.isbn && <meta name="citation_isbn" content={book.isbn} />}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: linkedData(book, address, image) }} />
    </>
  );
}

/** JSON in a script element ends at the first '<', whatever a title says. */
function linkedData(book: Book, address: string, image: string | null): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Book',
    '@id': address,
    name: book.title,
    author: book.contributors.filter((one) => one.role === 'AUTHOR').map(({ name }) => ({ '@type': 'Person', name })),
    isbn: book.isbn ?? undefined,
    publisher: book.publisher ? { '@type': 'Organization', name: book.publisher } : undefined,
    datePublished: book.publishedYear ? String(book.publishedYear) : undefined,
    inLanguage: book.language ?? undefined,
    bookEdition: book.edition ?? undefined,
    image: image ?? undefined,
    about: book.subjects.map(({ name }) => name),
    offers: {
      '@type': 'Offer',
      availability: `https://schema.org/${book.available > 0 ? 'InStock' : 'OutOfStock'}`,
      businessFunction: 'http://purl.org/goodrelations/v1#LeaseOut',
    },
  };
  return JSON.stringify(data).replace(/</g, '\\u003c');
}
