import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Tests connect to nobody, and reading certificates doubles the time that each of a thousand processes takes to start.
delete process.env.NODE_EXTRA_CA_CERTS;

/** What takes longest, so that it begins first: a long file that comes last has one core at work and the others idle. */
const longest = [
  'tests/crash.test.ts',
  'tests/race.test.ts',
  'packages/tallyplan/src/stores/crash-of-operations.test.ts',
  'packages/tallyplan/src/stores/crash.test.ts',
  'packages/core/src/document/read.test.ts',
  'tests/laws/a-process-that-lives-on.test.ts',
  'tests/examples.test.ts',
  'tests/mcp-refusals.test.ts',
  'tests/mcp.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((one, other) => turnOf(one) - turnOf(other));
  }
}

function turnOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(name));
  if (place >= 0) return place;
  // Whole commands take longer than functions.
  return moduleId.includes('/packages/') ? longest.length + 1 : longest.length;
}

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/seed.ts', 'tests/shrinking.ts'],
    // Many tests wait for processes of their own, or for the disk, so there is one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    // A worker goes on from file to file: loading the sources anew for each takes longer than most of them.
    isolate: false,
    // Against what hangs: a machine that is busy with other things takes several times as long as a quiet one.
    testTimeout: 180_000,
    // The first of a file loads what all of its tests use.
    hookTimeout: 180_000,
    sequence: { sequencer: LongestFirst },
    // `npm run coverage`: what the core's own tests reach of it.
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: [['text', { skipFull: true, maxCols: 120 }]],
    },
  },
});
