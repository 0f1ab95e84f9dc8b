import { describe, it } from 'vitest';
import { surviveKills } from './harness.ts';

describe('kill -9 under load, for long', () => {
  it(
    'loses nothing acknowledged over 50 deaths of the server and 10 of the database',
    () => surviveKills({ server: 50, database: 10, seed: 2026 }),
    1_800_000,
  );
});
