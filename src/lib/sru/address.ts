import { type Wish, wordsIn } from '../wish.ts';
import { cqlOf, type Indexes } from './query.ts';

/** 'PARAMETERS': no CQL, each index is a parameter of its own, as opac.perpusnas.go.id asks. */
export const SRU_VERSIONS = ['1.1', '1.2', '2.0', 'PARAMETERS'] as const;
export type SruVersion = (typeof SRU_VERSIONS)[number];

export interface SruTarget {
  readonly url: string;
  readonly version: SruVersion;
  readonly schema: string | null;
  readonly indexes: Indexes;
}

/** Where to ask for it, or null when the target cannot be asked such a thing. */
export function searchAddress(target: SruTarget, wish: Wish, most: number): URL | null {
  const url = new URL(target.url);
  const set = (name: string, value: string | null): void => {
    if (value !== null) url.searchParams.set(name, value);
  };
  if (target.version === 'PARAMETERS') {
    if (!setParameters(target.indexes, wish, set)) return null;
  } else {
    const query = cqlOf(wish, target.indexes);
    if (query === null) return null;
    // 2.0 has one operation at each address, and tells its version by the answer.
    if (target.version !== '2.0') set('version', target.version);
    if (target.version === '2.0') set('queryType', 'cql');
    set('query', query);
    set('recordSchema', target.schema);
    set(target.version === '2.0' ? 'recordXMLEscaping' : 'recordPacking', 'xml');
  }
  if (target.version !== '2.0') set('operation', 'searchRetrieve');
  set('startRecord', '1');
  set('maximumRecords', String(most));
  return url;
}

function setParameters(indexes: Indexes, wish: Wish, set: (name: string, value: string) => void): boolean {
  const values = {
    isbn: wish.isbns?.[0],
    issn: wish.issn,
    title: wordsIn(wish.title).join(' '),
    author: wordsIn(wish.author).join(' '),
  };
  const asked = Object.entries(values).filter(([, value]) => value);
  for (const [name, value] of asked) {
    const index = indexes[name as keyof Indexes];
    if (index === null) return false;
    set(index, value ?? '');
  }
  return asked.length > 0;
}
