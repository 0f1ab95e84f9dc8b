import type { SearchDoc } from '../modules/search/index.ts';

export interface IndexedBook {
  id: string;
  title: string;
  author: string;
  publisher: string;
  subjects: readonly string[];
  isbn: string | null;
  callNumber: string | null;
  description: string | null;
  category: string;
  materialType: string;
  language: string;
  year: number;
  branches: readonly string[];
  borrows: number;
  copies: number;
  createdAt: Date;
}

export const bookDoc = (book: IndexedBook): SearchDoc => ({
  kind: 'book',
  id: book.id,
  isPublic: true,
  title: book.title,
  author: book.author,
  words: {
    b: book.subjects,
    c: [book.publisher, book.isbn ?? '', book.callNumber ?? ''].filter(Boolean),
    d: book.description ? [book.description] : [],
  },
  facets: {
    category: [book.category],
    materialType: [book.materialType],
    language: [book.language],
    year: [String(book.year)],
    branch: book.branches,
  },
  popularity: book.borrows,
  number: book.copies,
  createdAt: book.createdAt,
});
