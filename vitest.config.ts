import { defineConfig } from 'vitest/config';

const long = process.env.SEGUITO_LONG === '1';

export default defineConfig({
  test: {
    include: long ? ['tests/**/*.long.test.{ts,tsx}'] : ['tests/**/*.test.{ts,tsx}'],
    exclude: long ? ['node_modules/**'] : ['node_modules/**', 'tests/**/*.long.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 60_000,
  },
});
