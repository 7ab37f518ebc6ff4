/**
 * Prints one plain line, `N passed, N failed, N skipped`, from the report that vitest's json reporter wrote,
 * and fails where the report says that anything failed, or that nothing ran.
 *
 *   node scripts/count-tests.mjs results.json
 */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

// A file that could not even be loaded has no tests to count; it is one failure.
const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const failed = report.numFailedTests + unloadable;
const skipped = report.numPendingTests + report.numTodoTests;

process.stdout.write(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
if (failed > 0 || report.numPassedTests === 0 || !report.success) process.exitCode = 1;
