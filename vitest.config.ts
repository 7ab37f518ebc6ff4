import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    // Many tests wait for processes of their own, so every core has a worker.
    maxWorkers: '100%',
    // Against what hangs: a machine that is busy with other things takes several times as long as a quiet one.
    testTimeout: 60_000,
  },
});
