import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Tests connect to nobody, and reading certificates doubles the time that each of a thousand processes takes to start.
delete process.env.NODE_EXTRA_CA_CERTS;

/** What takes longest, so that it begins first: a long file that comes last has one core at work and the others idle. */
const longest = [
  'tests/crash.test.ts',
  'tests/race.test.ts',
  'tests/examples.test.ts',
  'tests/hooks.test.ts',
  'tests/mcp.test.ts',
  'tests/command-line.test.ts',
  'tests/mcp-refusals.test.ts',
  'packages/tallyplan/src/stores/crash-of-operations.test.ts',
  'packages/tallyplan/src/stores/crash.test.ts',
  'packages/core/src/document/read.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((one, other) => turnOf(one) - turnOf(other));
  }
}

/** Those beside the sources come last, all together: they share a worker as long as the next one can, too, and most are short. */
function turnOf({ moduleId, project }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(name));
  return (project.name === 'sources' ? 1000 : 0) + (place < 0 ? longest.length : place);
}

export default defineConfig({
  test: {
    // Many tests wait for processes of their own, so every core has a worker.
    maxWorkers: '100%',
    // Against what hangs: a machine that is busy with other things takes several times as long as a quiet one.
    testTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: ['packages/*/src/**/*.test.ts'],
          // Loading the sources anew for each of a hundred files takes longer than most of them.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'] } },
    ],
  },
});
