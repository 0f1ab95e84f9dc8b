/** What the index holds of one record. The owner of the record puts it in the transaction that changes the record. */
export interface SearchDoc {
  readonly kind: string;
  readonly id: string;
  /** false: only who works here finds it. */
  readonly isPublic: boolean;
  readonly title: string;
  readonly author: string | null;
  /** Words by weight: A title, B names and subjects, C and D the rest. Title and author need not be repeated. */
  readonly words: { readonly b?: readonly string[]; readonly c?: readonly string[]; readonly d?: readonly string[] };
  /** By facet name: category, language, branch … */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  /** How often it was borrowed or opened; kept as a coarse logarithm. */
  readonly popularity: number;
  /** What `sort: number` orders by (books: how many copies). */
  readonly number: number;
  readonly createdAt: Date;
}

/** Coarse, so that a record is rewritten only when its use has clearly changed: 0, 1, 2 … 40. */
export const popularityStep = (uses: number): number => Math.min(40, Math.round(2 * Math.log2(1 + Math.max(0, uses))));
