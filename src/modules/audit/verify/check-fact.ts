import { detailsDigest } from '../../../kernel/facts.ts';
import { sameHash } from '../../../lib/merkle/hash.ts';
import type { ArchivedFacts } from '../archive/read-archived.ts';
import { leafOf } from '../leaf.ts';
import type { Problems } from './problems.ts';
import type { FoundFact, Seal, SealedFact } from './sealed-facts.ts';

export interface Tally {
  /** Found in the database; in the archive; older than the archive keeps. */
  facts: number;
  archived: number;
  expired: number;
  erased: number;
}

/** Does the row still say what was sealed, and the details what the row's digest says? */
export function checkFact(seal: Seal, fact: FoundFact, problems: Problems, tally: Tally): void {
  const place = { position: seal.position, factId: seal.factId };
  if (!sameHash(leafOf(fact), seal.leaf)) problems.add('fact_changed', place);
  else if (fact.tx !== seal.tx) problems.add('seal_changed', place);
  if (fact.salt === null) tally.erased++;
  else if (digestOf(fact.salt, fact) !== fact.details_digest) problems.add('details_changed', place);
}

/** The row where it is now: live or archived. Null when there is nothing to check. */
export async function findFact(
  { seal, fact }: SealedFact,
  archives: ArchivedFacts,
  problems: Problems,
  tally: Tally,
): Promise<FoundFact | null> {
  if (fact) {
    tally.facts++;
    return fact;
  }
  const place = { position: seal.position, factId: seal.factId };
  const archived = await archives.factOf(seal);
  if (archived === 'expired') tally.expired++;
  else if (archived === 'lost') problems.add('archive_lost', place, { month: seal.at.slice(0, 7) });
  else if (archived === undefined) problems.add('fact_missing', place);
  else {
    tally.archived++;
    return archived;
  }
  return null;
}

const digestOf = (salt: Buffer, fact: FoundFact): string => detailsDigest(salt, fact.body).toString('hex');

/** Seals follow (tx, id); equal lengths compare as text does. */
export const follows = (seal: Seal, before: Seal): boolean =>
  seal.tx.length - before.tx.length > 0 ||
  (seal.tx.length === before.tx.length &&
    (seal.tx > before.tx || (seal.tx === before.tx && seal.factId > before.factId)));
