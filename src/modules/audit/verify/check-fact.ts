import { detailsDigest } from '../../../kernel/facts.ts';
import { sameHash } from '../../../lib/merkle/hash.ts';
import { leafOf } from '../leaf.ts';
import type { Problems } from './problems.ts';
import type { FoundFact, Seal, SealedFact } from './sealed-facts.ts';

export interface Tally {
  facts: number;
  erased: number;
}

/** Does the row still say what was sealed, and the details what the row's digest says? */
export function checkFact({ seal, fact }: SealedFact, problems: Problems, tally: Tally): void {
  const place = { position: seal.position, factId: seal.factId };
  if (!fact) {
    problems.add('fact_missing', place);
    return;
  }
  tally.facts++;
  if (!sameHash(leafOf(fact), seal.leaf)) problems.add('fact_changed', place);
  else if (fact.tx !== seal.tx) problems.add('seal_changed', place);
  if (fact.salt === null) tally.erased++;
  else if (digestOf(fact.salt, fact) !== fact.details_digest) problems.add('details_changed', place);
}

const digestOf = (salt: Buffer, fact: FoundFact): string => detailsDigest(salt, fact.body).toString('hex');

/** Seals follow (tx, id); equal lengths compare as text does. */
export const follows = (seal: Seal, before: Seal): boolean =>
  seal.tx.length - before.tx.length > 0 ||
  (seal.tx.length === before.tx.length &&
    (seal.tx > before.tx || (seal.tx === before.tx && seal.factId > before.factId)));
