import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const globalSetup = 'test/support/global-setup.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['test/faults/**/*.long.test.ts', '**/node_modules/**', 'dist/**'],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    setupFiles: ['test/support/seeds.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.{ts,tsx}', 'src/drivers/postgres/tables.ts'],
      reporter: ['text-summary', 'html'],
    },
  },
});
