export const MOVE_JOB = 'slims.move';

/** What a sealed address belongs to: it opens nowhere else. */
export const sealPlace = (id: string): string => `slims_moves.sealed_url:${id}`;
