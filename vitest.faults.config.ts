import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: the long run of the harness that `npm test` runs shortly. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/faults/**/*.long.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
  },
});
