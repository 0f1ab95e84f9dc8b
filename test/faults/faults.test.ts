import { describe, it } from 'vitest';
import { surviveKills } from './harness.ts';

describe('kill -9 under load', () => {
  it(
    'loses nothing acknowledged over 5 deaths of the server and 1 of the database',
    () => surviveKills({ server: 5, database: 1, seed: 11 }),
    180_000,
  );
});
