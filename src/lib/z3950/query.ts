import { type Wish, wordsIn } from '../wish.ts';
import { element, integer, oid, primitive } from './write.ts';

const BIB1 = '1.2.840.10003.3.1';
/** Use attributes of Bib-1, which every catalogue knows. */
export const USE = { isbn: 7, issn: 8, title: 4, author: 1003 } as const;

/** A tree of terms as Z39.50 sends it (type-1, reverse Polish). */
export type Rpn =
  | { readonly use: number; readonly term: string }
  | { readonly op: 'and' | 'or'; readonly of: [Rpn, Rpn] };

const joined = (op: 'and' | 'or', list: readonly Rpn[]): Rpn | null =>
  list.length === 0 ? null : list.reduce((all, one) => ({ op, of: [all, one] }));

/** Every word of title and author, or the number in each of its forms. */
export function rpnOf(wish: Wish): Rpn | null {
  const numbers = [
    ...(wish.isbns ?? []).map((term) => ({ use: USE.isbn, term })),
    ...(wish.issn ? [{ use: USE.issn, term: wish.issn }] : []),
  ];
  if (numbers.length > 0) return joined('or', numbers);
  return joined('and', [
    ...wordsIn(wish.title).map((term) => ({ use: USE.title, term })),
    ...wordsIn(wish.author).map((term) => ({ use: USE.author, term })),
  ]);
}

export const encodeQuery = (rpn: Rpn): Buffer => element('c21', element('c1', oid('u6', BIB1), structure(rpn)));

function structure(rpn: Rpn): Buffer {
  if ('op' in rpn) {
    const operator = element('c46', primitive(rpn.op === 'and' ? 'c0' : 'c1', Buffer.alloc(0)));
    return element('c1', structure(rpn.of[0]), structure(rpn.of[1]), operator);
  }
  const attributes = element('c44', element('u16', integer('c120', 1), integer('c121', rpn.use)));
  return element('c0', element('c102', attributes, primitive('c45', Buffer.from(rpn.term))));
}
